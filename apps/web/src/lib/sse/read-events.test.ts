import { describe, expect, it } from 'vitest';
import { readEvents, type ServerEvent } from './read-events';

const wire = [
  ': hello',
  '',
  'id: 7',
  'event: reply.delta',
  'data: {"text":"Olá, ação — 😀"}',
  '',
  'event: ping',
  'data: {}',
  '',
  'id: 8',
  'event: message.created',
  'data: {"a":1,',
  'data: "b":2}',
  '',
  '',
].join('\n');

const expected: ServerEvent[] = [
  { id: '7', name: 'reply.delta', data: '{"text":"Olá, ação — 😀"}' },
  { id: null, name: 'ping', data: '{}' },
  { id: '8', name: 'message.created', data: '{"a":1,\n"b":2}' },
];

function bodyOf(chunks: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

async function collect(body: ReadableStream<Uint8Array>): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of readEvents(body)) events.push(event);
  return events;
}

describe('readEvents', () => {
  const bytes = new TextEncoder().encode(wire);

  it('reads the same events wherever the bytes are cut in two', async () => {
    for (let at = 0; at <= bytes.length; at += 1) {
      expect(await collect(bodyOf([bytes.slice(0, at), bytes.slice(at)])), `cut at ${at}`).toEqual(expected);
    }
  });

  it('reads the same events byte by byte', async () => {
    expect(await collect(bodyOf(Array.from(bytes, (byte) => Uint8Array.of(byte))))).toEqual(expected);
  });

  it('drops an event that the connection cut before its end', async () => {
    const whole = new TextEncoder().encode('event: a\ndata: 1\n\nevent: b\ndata: 2');
    expect(await collect(bodyOf([whole]))).toEqual([{ id: null, name: 'a', data: '1' }]);
  });

  it('closes the connection when the reader leaves early', async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes),
      cancel: () => {
        cancelled = true;
      },
    });
    for await (const event of readEvents(body)) {
      expect(event.name).toBe('reply.delta');
      break;
    }
    expect(cancelled).toBe(true);
  });
});
