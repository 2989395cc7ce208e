// Drives the unmodified clients of OpenAI, Anthropic and the AI SDK against a running installation, whose model "chat" is a scripted one,
// and prints one line of JSON. The key is read from the environment, never from the command line.
import { parseArgs } from "node:util";
import Anthropic from "@anthropic-ai/sdk";
import { createOpenAI } from "@ai-sdk/openai";
import { embedMany, generateText, streamText, tool } from "ai";
import OpenAI from "openai";
import { z } from "zod";

const { values: options } = parseArgs({ options: { url: { type: "string" }, help: { type: "boolean" } } });
const key = process.env.GATEWAY_KEY;
if (options.help || !options.url || !key) {
  console.log("GATEWAY_KEY=ak_… node model-gateway.mjs --url http://localhost:8080");
  process.exit(options.help ? 0 : 2);
}

const steps = [];
const openai = new OpenAI({ apiKey: key, baseURL: `${options.url}/v1`, maxRetries: 0 });
const anthropic = new Anthropic({ apiKey: key, baseURL: options.url, maxRetries: 0 });
const aiSdk = createOpenAI({ apiKey: key, baseURL: `${options.url}/v1` });
const model = "tier3-sonnet";
const messages = (text) => [{ role: "user", content: text }];
const weather = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };

function equal(actual, expected, what) {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== e) throw new Error(`${what}: ${a} is not ${e}`);
}

async function refused(call, type, status, what) {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof type)) throw new Error(`${what}: ${error.constructor.name} (${error.message}) is not ${type.name}`);
    equal(error.status, status, what);
    return error;
  }
  throw new Error(`${what}: no error`);
}

async function step(name, run) {
  try {
    await run();
  } catch (error) {
    throw new Error(`${name}: ${error.message}`, { cause: error });
  }
  steps.push(name);
}

await step("openai chat", async () => {
  const { data, response } = await openai.chat.completions.create({ model, messages: messages("#say Olá, tudo bem?") }).withResponse();
  equal(data.choices[0].message.content, "Olá, tudo bem?", "text");
  equal(data.choices[0].finish_reason, "stop", "finish reason");
  equal([data.usage.prompt_tokens, data.usage.completion_tokens], [120, 30], "usage");
  equal(response.headers.get("x-litellm-attempted-retries"), "0", "retries");
  equal(response.headers.get("x-litellm-response-cost"), "0.000810", "cost");
});

await step("openai stream", async () => {
  const stream = await openai.chat.completions.create({
    model, messages: messages("#say um dois três"), stream: true, stream_options: { include_usage: true },
  });
  let text = "";
  let usage = null;
  let finish = null;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta?.content ?? "";
    finish = chunk.choices[0]?.finish_reason ?? finish;
    usage = chunk.usage ?? usage;
  }
  equal([text, finish, usage?.total_tokens], ["um dois três", "stop", 150], "reply");
});

await step("openai stream without usage", async () => {
  const stream = await openai.chat.completions.create({ model, messages: messages("#say um"), stream: true });
  for await (const chunk of stream) {
    if (chunk.usage || chunk.choices.length === 0) throw new Error("usage that was not asked for");
  }
});

await step("openai tools", async () => {
  const tools = [{ type: "function", function: { name: "weather", description: "Weather of a city", parameters: weather } }];
  const asked = await openai.chat.completions.create({ model, messages: messages('#call weather {"city":"Recife"}'), tools });
  const call = asked.choices[0].message.tool_calls[0];
  equal([asked.choices[0].finish_reason, call.function.name, JSON.parse(call.function.arguments).city], ["tool_calls", "weather", "Recife"], "call");
  const answered = await openai.chat.completions.create({
    model, tools, messages: [...messages("Tempo?"), asked.choices[0].message, { role: "tool", tool_call_id: call.id, content: "#say Sol" }],
  });
  equal(answered.choices[0].message.content, "Sol", "answer");
});

await step("openai responses", async () => {
  const whole = await openai.responses.create({ model, instructions: "Fale pouco.", input: "#say Olá!" });
  equal([whole.output_text, whole.status, whole.usage.total_tokens], ["Olá!", "completed", 150], "whole");
  const stream = openai.responses.stream({ model, input: [{ role: "user", content: "#say um dois três" }] });
  const texts = [];
  const numbers = [];
  for await (const event of stream) {
    numbers.push(event.sequence_number);
    if (event.type === "response.output_text.delta") texts.push(event.delta);
  }
  equal(texts.join(""), "um dois três", "stream");
  equal(numbers, numbers.map((_, i) => i), "numbers");
  equal((await stream.finalResponse()).output_text, "um dois três", "final");
  const tools = [{ type: "function", name: "weather", parameters: weather, strict: true }];
  const asked = await openai.responses.create({ model, tools, input: '#call weather {"city":"Recife"}' });
  equal([asked.output[0].type, asked.output[0].arguments], ["function_call", '{"city":"Recife"}'], "call");
  const output = { type: "function_call_output", call_id: asked.output[0].call_id, output: "#say Sol" };
  const answered = await openai.responses.create({ model, tools, input: [{ role: "user", content: "Tempo?" }, ...asked.output, output] });
  equal(answered.output_text, "Sol", "answer");
  const stored = await refused(
    () => openai.responses.create({ model, input: "Oi", previous_response_id: "resp_1" }), OpenAI.BadRequestError, 400, "state");
  equal(stored.param, "previous_response_id", "which");
});

await step("openai embeddings", async () => {
  const one = await openai.embeddings.create({ model: "embed", input: "um" });
  equal(one.data[0].embedding, [1, -2], "base64");
  const several = await openai.embeddings.create({ model: "embed-floats", input: ["um", "dois"], encoding_format: "float" });
  equal(several.data.map((d) => d.embedding), [[1, -2], [1, -2]], "floats");
});

await step("openai models", async () => {
  const ids = [];
  for await (const m of openai.models.list()) ids.push(m.id);
  if (!ids.includes(model)) throw new Error(`no ${model} in ${ids}`);
  equal((await openai.models.retrieve(model)).id, model, "one");
  await refused(() => openai.models.retrieve("nope"), OpenAI.NotFoundError, 404, "unknown model");
});

await step("openai errors", async () => {
  const wrong = new OpenAI({ apiKey: "ak_wrong", baseURL: `${options.url}/v1`, maxRetries: 0 });
  const unknown = await refused(() => wrong.chat.completions.create({ model, messages: messages("Oi") }), OpenAI.AuthenticationError, 401, "key");
  equal(unknown.code, "invalid_api_key", "code");
  const missing = await refused(() => openai.chat.completions.create({ model }), OpenAI.BadRequestError, 400, "no messages");
  equal([missing.code, missing.param], ["missing_required_parameter", "messages"], "which");
  const nope = await refused(() => openai.chat.completions.create({ model: "nope", messages: messages("Oi") }), OpenAI.NotFoundError, 404, "model");
  equal(nope.code, "model_not_found", "code");
  await refused(() => openai.chat.completions.create({ model: "quarantined", messages: messages("#fail 401") }), OpenAI.InternalServerError, 502, "our own key");
  await refused(() => openai.chat.completions.create({ model, messages: messages("#fail 400") }), OpenAI.BadRequestError, 400, "upstream 400");
});

await step("openai cancellation", async () => {
  const stream = await openai.chat.completions.create({ model, messages: messages("#drip 30 #say a b c d e f g h i j"), stream: true });
  for await (const chunk of stream) if (chunk.choices[0].delta.content) break;
  equal(stream.controller.signal.aborted, true, "aborted");
});

await step("anthropic message", async () => {
  const message = await anthropic.messages.create({ model, max_tokens: 100, system: "Fale pouco.", messages: messages("#say Olá!") });
  equal(message.content, [{ type: "text", text: "Olá!" }], "content");
  equal([message.stop_reason, message.usage.input_tokens, message.usage.output_tokens], ["end_turn", 120, 30], "end");
});

await step("anthropic stream", async () => {
  const stream = anthropic.messages.stream({ model, max_tokens: 100, messages: messages("#say um dois três") });
  const texts = [];
  stream.on("text", (text) => texts.push(text));
  const message = await stream.finalMessage();
  equal([texts.join(""), message.content[0].text, message.usage.output_tokens], ["um dois três", "um dois três", 30], "reply");
});

await step("anthropic tools", async () => {
  const tools = [{ name: "weather", description: "Weather of a city", input_schema: weather }];
  const asked = await anthropic.messages
    .stream({ model, max_tokens: 100, tools, messages: messages('#call weather {"city":"Recife"}') }).finalMessage();
  const use = asked.content.find((block) => block.type === "tool_use");
  equal([asked.stop_reason, use.name, use.input], ["tool_use", "weather", { city: "Recife" }], "call");
  const answered = await anthropic.messages.create({
    model, max_tokens: 100, tools,
    messages: [
      ...messages("Tempo?"), { role: "assistant", content: asked.content },
      { role: "user", content: [{ type: "tool_result", tool_use_id: use.id, content: "#say Sol" }] },
    ],
  });
  equal(answered.content[0].text, "Sol", "answer");
});

await step("anthropic count and errors", async () => {
  const { input_tokens: tokens } = await anthropic.messages.countTokens({ model, messages: messages("Quantos tokens há aqui?") });
  if (!(tokens > 3 && tokens < 30)) throw new Error(`${tokens} tokens`);
  const wrong = new Anthropic({ apiKey: "ak_wrong", baseURL: options.url, maxRetries: 0 });
  await refused(() => wrong.messages.create({ model, max_tokens: 1, messages: messages("Oi") }), Anthropic.AuthenticationError, 401, "key");
  const bad = await refused(() => anthropic.messages.create({ model, messages: messages("Oi") }), Anthropic.BadRequestError, 400, "no max_tokens");
  equal(bad.error.error.type, "invalid_request_error", "type");
  await refused(() => anthropic.messages.create({ model: "nope", max_tokens: 1, messages: messages("Oi") }), Anthropic.NotFoundError, 404, "model");
});

await step("ai sdk text, stream, tools, embeddings", async () => {
  const { text, usage } = await generateText({ model: aiSdk.chat(model), prompt: "#say Olá, mundo" });
  equal([text, usage.inputTokens], ["Olá, mundo", 120], "text");
  let streamed = "";
  for await (const part of streamText({ model: aiSdk.chat(model), prompt: "#say um dois" }).textStream) streamed += part;
  equal(streamed, "um dois", "stream");
  const { toolCalls } = await generateText({
    model: aiSdk.chat(model), prompt: '#call weather {"city":"Natal"}',
    tools: { weather: tool({ description: "Weather of a city", inputSchema: z.object({ city: z.string() }) }) },
  });
  equal([toolCalls[0].toolName, toolCalls[0].input], ["weather", { city: "Natal" }], "call");
  const byDefault = streamText({ model: aiSdk(model), prompt: "#say três quatro" });
  equal([await byDefault.text, (await byDefault.usage).outputTokens], ["três quatro", 30], "responses stream");
  const called = await generateText({
    model: aiSdk(model), prompt: '#call weather {"city":"Natal"}',
    tools: { weather: tool({ description: "Weather of a city", inputSchema: z.object({ city: z.string() }) }) },
  });
  equal(called.toolCalls[0].input, { city: "Natal" }, "responses call");
  const { embeddings } = await embedMany({ model: aiSdk.embedding("embed"), values: ["um", "dois"] });
  equal(embeddings, [[1, -2], [1, -2]], "embeddings");
});

console.log(JSON.stringify({ program: "model-gateway", ok: true, steps }));
