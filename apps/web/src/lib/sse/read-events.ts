import { createParser } from 'eventsource-parser';

export interface ServerEvent {
  id: string | null;
  name: string;
  data: string;
}

/** Reads server-sent events from a response body, however the network cuts it. Ends when the body ends. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const ready: ServerEvent[] = [];
  const parser = createParser({
    onEvent: ({ id, event, data }) => ready.push({ id: id ?? null, name: event ?? 'message', data }),
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      yield* ready.splice(0);
    }
  } finally {
    // The caller may leave early; the connection must not stay open behind him.
    await reader.cancel().catch(() => undefined);
  }
}
