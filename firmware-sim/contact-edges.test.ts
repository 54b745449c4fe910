import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { debouncedPresses, tapEdges } from './contact-edges.js';
import { Random } from './random.js';

const contact = suite('contact edges');
const model = { debounceUs: 20_000, bounceUs: 6_200, holdUs: 6_000_000 };

contact('a healthy tap chatters, settles within its time, and is one press', () => {
  for (let seed = 0; seed < 2000; seed++) {
    const edges = tapEdges(model, Random.stream(seed, 'button'), false);
    assert.equal(debouncedPresses(model, edges), 1);
    const release = edges.at(-1)!;
    assert.equal(release.closed, false);
    for (const edge of edges.slice(0, -1))
      assert.ok(edge.atUs <= model.bounceUs, `chatter at ${edge.atUs} µs`);
  }
});

contact('edges rise in time and change the level each', () => {
  for (const worn of [false, true])
    for (let seed = 0; seed < 500; seed++) {
      const edges = tapEdges(model, Random.stream(seed, 'button'), worn);
      for (let i = 1; i < edges.length; i++) {
        assert.ok(edges[i]!.atUs > edges[i - 1]!.atUs);
        assert.notEqual(edges[i]!.closed, edges[i - 1]!.closed);
      }
    }
});

contact('a worn tap is two presses', () => {
  for (let seed = 0; seed < 2000; seed++)
    assert.equal(debouncedPresses(model, tapEdges(model, Random.stream(seed, 'worn'), true)), 2);
});

contact('what is shorter than the debounce time is nothing', () => {
  const short = [
    { atUs: 0, closed: true },
    { atUs: 19_999, closed: false },
  ];
  assert.equal(debouncedPresses(model, short), 0);
  assert.equal(debouncedPresses(model, [short[0]!, { atUs: 20_000, closed: false }]), 1);
});

contact('glass that is touched does not chatter', () => {
  const glass = { debounceUs: 0, bounceUs: 0, holdUs: 1 };
  for (let seed = 0; seed < 100; seed++)
    assert.equal(debouncedPresses(glass, tapEdges(glass, Random.stream(seed, 'glass'), false)), 1);
});

contact.run();
