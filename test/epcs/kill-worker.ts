// Signs one prescription or binds one token, and is killed before the statement that it is told.
import { openSqliteDriver } from '../../src/database/sqlite-driver.js';
import { gold, signing } from '../../src/epcs/index.js';
import { openSqliteStore } from '../../src/stores/sqlite-store.js';
import { labContext, passphrase, vipForm } from './lab.js';

const [verb, path, at, nowUs, session, id, otp] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
let left = Number(at);
let counting = false;

const store = openSqliteStore(path, (name) => {
  const driver = openSqliteDriver(name);
  const before = (): void => {
    if (!counting) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
  return {
    exec: (sql) => {
      before();
      driver.exec(sql);
    },
    prepare: (sql) => {
      const statement = driver.prepare(sql);
      return {
        run: (values) => {
          before();
          return statement.run(values);
        },
        get: (values) => statement.get(values),
        all: (values) => statement.all(values),
      };
    },
    close: () => driver.close(),
  };
});
const context = labContext(store, () => Number(nowUs));
counting = true;
const answer = await (verb === 'sign'
  ? signing.signPrescriptions(context, session, { ids: [id], passphrase, token: '3315511111', otp })
  : gold.addToken(context, session, { ...vipForm, credentialId: id, otp }));
if (!answer.ok) throw new Error(answer.refusal.code);
process.stdout.write('done\n');
