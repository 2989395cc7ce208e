// Asks a running installation that keeps replies the same thing three times, with the unmodified client of OpenAI: in one piece, as a stream,
// and not from the cache. Prints one line of JSON. The key is read from the environment, never from the command line.
import { parseArgs } from "node:util";
import OpenAI from "openai";

const { values: options } = parseArgs({ options: { url: { type: "string" }, help: { type: "boolean" } } });
const key = process.env.GATEWAY_KEY;
if (options.help || !options.url || !key) {
  console.log("GATEWAY_KEY=ak_… node model-cache.mjs --url http://localhost:8080");
  process.exit(options.help ? 0 : 2);
}

const openai = new OpenAI({ apiKey: key, baseURL: `${options.url}/v1`, maxRetries: 0 });
const request = { model: "tier3-sonnet", messages: [{ role: "user", content: `${crypto.randomUUID()} #say um dois três` }] };

function equal(actual, expected, what) {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== e) throw new Error(`${what}: ${a} is not ${e}`);
}

async function read(stream) {
  const read = { text: "", finish: null, usage: null };
  for await (const chunk of stream) {
    read.text += chunk.choices[0]?.delta?.content ?? "";
    read.finish = chunk.choices[0]?.finish_reason ?? read.finish;
    read.usage = chunk.usage ?? read.usage;
  }
  return [read.text, read.finish, read.usage?.total_tokens];
}

const first = await openai.chat.completions.create(request).withResponse();
const cacheKey = first.response.headers.get("x-litellm-cache-key");
if (!/^[0-9a-f]{32,}$/.test(cacheKey)) throw new Error(`cache key: ${cacheKey}`);
equal(first.data.choices[0].message.content, "um dois três", "first");

const stream = await openai.chat.completions.create({ ...request, stream: true, stream_options: { include_usage: true } }).withResponse();
equal(stream.response.headers.get("x-litellm-cache-key"), cacheKey, "key of the stream");
equal(await read(stream.data), ["um dois três", "stop", 150], "stream");

const whole = await openai.chat.completions.create(request).withResponse();
equal(whole.response.headers.get("x-litellm-response-cost"), "0", "cost");
equal(whole.data.choices[0].message.content, "um dois três", "whole");

const fresh = await openai.chat.completions.create({ ...request, cache: { "no-cache": true } }).withResponse();
equal(fresh.response.headers.get("x-litellm-response-cost"), "0.000810", "cost of a new one");

console.log(JSON.stringify({ program: "model-cache", ok: true }));
