// Every operation has its natural route, and no two share one.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { allOperations } from '../operations/index.js';
import { routeOf } from './route.js';
import { servedOperations } from './served-operation.js';

const routes = suite('routes');

routes('each operation of the table has one, and no two share one', async () => {
  const served = servedOperations(await allOperations());
  const taken = new Map<string, string>();
  for (const { operation, route, parameters } of served) {
    assert.match(route.path, /^(\/[a-z-]+|\/\{[a-zA-Z]+\})+$/, operation.name);
    for (const name of route.inPath)
      assert.ok(parameters[name], `${operation.name} has no parameter ${name}`);
    // Two templates are the same route where only the names of their parameters differ.
    const shape = `${route.method} ${route.path.replace(/\{\w+\}/g, '{}')}`;
    assert.equal(taken.get(shape), undefined, `${operation.name} and ${taken.get(shape)} share ${shape}`);
    taken.set(shape, operation.name);
  }
});

routes('a read is a GET, unless it takes a body; nothing else is', async () => {
  for (const { operation, route } of servedOperations(await allOperations())) {
    if (operation.route !== undefined) continue;
    const kinds = Object.values(operation.parameters).map(({ kind }) => kind);
    const body = kinds.some((kind) => ['content', 'lines', 'secret'].includes(kind));
    assert.equal(route.method === 'GET', operation.effect === 'read' && !body, operation.name);
  }
});

routes('natural methods and paths', async () => {
  const byName = new Map((await allOperations()).map((operation) => [operation.name, operation]));
  const expected: Record<string, string> = {
    'fob.add': 'POST /fobs',
    'fob.list': 'GET /fobs',
    'fob.show': 'GET /fobs/{fob}',
    'fob.remove': 'DELETE /fobs/{fob}',
    'fob.press': 'POST /fobs/{fob}/press',
    'fob.faults': 'GET /fobs/{fob}/faults',
    'fob.add-from': 'POST /fobs/add-from',
    'bench.status': 'GET /bench',
    'bench.advance': 'POST /time/advance',
    'bench.rate': 'PUT /time/rate',
    'bench.log': 'GET /events',
    'credential.enroll': 'POST /credentials',
    'credential.verify': 'POST /credentials/{serial}/verify',
    'credential.show': 'GET /credentials/{serial}',
    'credential.delete': 'DELETE /credentials/{serial}',
    'credential.window': 'GET /credentials/window',
    'credential.backup-codes': 'POST /credentials/{serial}/backup-codes',
    'policy.show': 'GET /policies/{policy}',
    'audit.list': 'GET /audit',
    'audit.verify': 'POST /audit/verify',
    'seed-file.import': 'POST /seed-files/import',
    'link.open': 'POST /fobs/{fob}/link/open',
    'link.traffic': 'GET /traffic',
    'push.list': 'GET /fobs/{fob}/push',
    'observation.add': 'POST /observations',
    'passport.list': 'GET /passports',
    'passport.show': 'POST /passports/{serial}',
    'target.check': 'POST /targets/{target}/check',
    'epcs-idme.sign-up': 'POST /epcs/idme/sign-up',
    'epcs-gold.begin-enrolment': 'POST /epcs/gold/begin-enrolment',
    'epcs-iprescribe.enter-serial': 'POST /epcs/iprescribe/enter-serial',
    'epcs-messages.list': 'GET /epcs/messages',
    'epcs-administration.right': 'GET /epcs/administration/right',
  };
  for (const [name, route] of Object.entries(expected)) {
    const { method, path } = routeOf(byName.get(name)!);
    assert.equal(`${method} ${path}`, route, name);
  }
});

routes('an operation that needs a folder of the server is not served', async () => {
  const all = await allOperations();
  const served = new Set(servedOperations(all).map(({ operation }) => operation.name));
  assert.deepEqual(
    all.map(({ name }) => name).filter((name) => !served.has(name)),
    ['bench.init'],
  );
});

routes.run();
