// A bare hono route that answers a POST with one body: what HTTP costs without foblab. Argument: the body.
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';

const [, , body] = process.argv;
const app = new Hono().post('/v1/fobs/:fob/press', async (c) => {
  await c.req.json();
  return c.body(body, 200, { 'content-type': 'application/json' });
});
const server = createServer(getRequestListener(app.fetch));
server.listen(0, '127.0.0.1', () =>
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` })),
);
