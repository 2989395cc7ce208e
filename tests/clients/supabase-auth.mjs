// Drives the unmodified supabase-js client against a running installation and prints one line of JSON.
// With SUPABASE_SERVICE_ROLE_KEY in the environment it also administers users.
// Mails are read from the installation's outbox, because it has no mail server; without it the steps that need a mail are left out.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { AuthApiError, AuthWeakPasswordError, createClient } from "@supabase/supabase-js";
import WebSocket from "ws";

const { values: options } = parseArgs({
  options: { url: { type: "string" }, outbox: { type: "string" }, help: { type: "boolean" } },
});
if (options.help || !options.url) {
  console.log("[SUPABASE_SERVICE_ROLE_KEY=…] node supabase-auth.mjs --url http://localhost:8080 [--outbox .data/outbox]");
  process.exit(options.help ? 0 : 2);
}

const settings = await (await fetch(new URL("/config.json", options.url))).json();
const authUrl = new URL(settings.auth_url, options.url).href;
const projectUrl = authUrl.replace(/\/auth\/v1$/, "");
const steps = [];

function client(auth = {}, key = settings.anon_key) {
  const kept = new Map();
  const storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
  // Node before 22 has no WebSocket, and the client does not start without one.
  return createClient(projectUrl, key, {
    auth: { autoRefreshToken: false, detectSessionInUrl: false, storage, ...auth },
    realtime: { transport: WebSocket },
  });
}

function expect(condition, what) {
  if (!condition) throw new Error(what);
}

function succeeded({ data, error }) {
  if (error) throw error;
  return data;
}

function refused({ error }, status, code, type = AuthApiError) {
  expect(error instanceof type, `expected ${type.name}, got ${error?.name ?? "success"}`);
  expect(error.status === status, `expected status ${status}, got ${error.status}`);
  expect(error.code === code, `expected code ${code}, got ${error.code}`);
}

async function step(name, run) {
  try {
    await run();
  } catch (error) {
    throw new Error(`${name}: ${error.message}`, { cause: error });
  }
  steps.push(name);
}

async function mailTo(address) {
  const names = (await readdir(options.outbox)).sort().reverse();
  for (const name of names) {
    const mail = await readFile(join(options.outbox, name), "utf8");
    if (mail.includes(`To: ${address}\r\n`)) return mail.match(/^https?:\S+$/m)[0];
  }
  throw new Error("no mail arrived");
}

/** Follows the link of a mail as a browser does and returns where it leads. */
async function follow(link) {
  const answer = await fetch(link, { redirect: "manual" });
  expect(answer.status === 303, `the link answers ${answer.status}`);
  return new URL(answer.headers.get("location"));
}

const email = `cliente-${crypto.randomUUID()}@example.com`;
const password = "uma senha longa";
const supabase = client();

async function signingUpAndIn() {
  await step("signUp", async () => {
    const { user, session } = succeeded(await supabase.auth.signUp({ email, password, options: { data: { full_name: "Ana" } } }));
    expect(session.access_token && session.refresh_token && session.token_type === "bearer", "a session");
    expect(user.email === email && user.user_metadata.full_name === "Ana" && user.identities.length === 1, "a user");
  });
  await step("signUp again", async () => refused(await supabase.auth.signUp({ email, password }), 422, "user_already_exists"));
  await step("signInWithPassword", async () => {
    const { session } = succeeded(await supabase.auth.signInWithPassword({ email, password }));
    expect(session.user.role === "authenticated", "a role");
  });
  await step("wrong password and unknown user", async () => {
    const wrong = await supabase.auth.signInWithPassword({ email, password: "outra senha" });
    const unknown = await supabase.auth.signInWithPassword({ email: `x${email}`, password });
    refused(wrong, 400, "invalid_credentials");
    refused(unknown, 400, "invalid_credentials");
    expect(wrong.error.message === unknown.error.message, "the same words");
  });
  await step("weak password", async () => {
    const answer = await supabase.auth.signUp({ email: `y${email}`, password: "12345" });
    refused(answer, 422, "weak_password", AuthWeakPasswordError);
    expect(answer.error.reasons.includes("length"), "a reason");
  });
}

async function readingAndChanging() {
  await step("getUser", async () => {
    const { user } = succeeded(await supabase.auth.getUser());
    expect(user.email === email, "the user");
  });
  await step("getClaims", async () => {
    const { claims, header } = succeeded(await supabase.auth.getClaims());
    expect(header.alg === "ES256" && header.kid, "a signature that can be verified here");
    expect(claims.iss === authUrl && claims.aud === "authenticated" && claims.email === email, "the claims");
    const names = "aal amr app_metadata aud email exp iat is_anonymous iss phone role session_id sub user_metadata";
    expect(Object.keys(claims).sort().join(" ") === names, `claims ${Object.keys(claims).sort().join(" ")}`);
  });
  await step("refreshSession", async () => {
    const before = succeeded(await supabase.auth.getSession()).session;
    const after = succeeded(await supabase.auth.refreshSession()).session;
    expect(before.refresh_token !== after.refresh_token, "another refresh token");
    const lostReply = succeeded(await client().auth.refreshSession({ refresh_token: before.refresh_token })).session;
    expect(lostReply.refresh_token === after.refresh_token, "the same answer for a reply that was lost");
  });
  await step("unknown refresh token", async () =>
    refused(await client().auth.refreshSession({ refresh_token: "nobodys" }), 400, "refresh_token_not_found"));
  await step("updateUser", async () => {
    const { user } = succeeded(await supabase.auth.updateUser({ data: { theme: "dark" } }));
    expect(user.user_metadata.theme === "dark" && user.user_metadata.full_name === "Ana", "merged metadata");
    refused(await supabase.auth.updateUser({ password }), 422, "same_password");
  });
  await step("forged token", async () => refused(await supabase.auth.getUser("a.b.c"), 403, "bad_jwt"));
}

async function recovering() {
  const browser = client({ flowType: "pkce" });
  await step("resetPasswordForEmail and PKCE exchange", async () => {
    succeeded(await browser.auth.resetPasswordForEmail(email, { redirectTo: `${projectUrl}/reset` }));
    const target = await follow(await mailTo(email));
    expect(target.pathname === "/reset", `the link leads to ${target.pathname}`);
    let event;
    browser.auth.onAuthStateChange((name) => (event = name));
    const { session } = succeeded(await browser.auth.exchangeCodeForSession(target.searchParams.get("code")));
    expect(session.user.email === email, "a session");
    await new Promise((done) => setTimeout(done));
    expect(event === "PASSWORD_RECOVERY", `the event was ${event}`);
    succeeded(await browser.auth.updateUser({ password: "uma senha nova" }));
  });
  await step("a link works once", async () => {
    const target = await follow(await mailTo(email));
    expect(target.hash.includes("error_code=otp_expired"), "the link has been used");
  });
  await step("changed password ends other sessions", async () => {
    const answer = await fetch(`${authUrl}/user`, { headers: await bearerOf(supabase) });
    expect(answer.status === 403 && (await answer.json()).error_code === "session_not_found", "the session has ended");
    succeeded(await supabase.auth.signInWithPassword({ email, password: "uma senha nova" }));
  });
  await step("unknown address recovers alike", async () => succeeded(await client().auth.resetPasswordForEmail(`z${email}`)));
}

async function bearerOf(signedIn) {
  const { session } = succeeded(await signedIn.auth.getSession());
  return { Authorization: `Bearer ${session.access_token}` };
}

async function reauthenticating() {
  await step("reauthenticate", async () => {
    // Somebody new: one address gets one mail a minute.
    const browser = client();
    succeeded(await browser.auth.signUp({ email: `codigo-${crypto.randomUUID()}@example.com`, password }));
    const { error } = await browser.auth.reauthenticate();
    expect(error === null, `no error, got ${error?.code}`);
  });
}

async function administering(serviceKey) {
  const { admin } = client({ persistSession: false }, serviceKey).auth;
  const address = `criada-${crypto.randomUUID()}@example.com`;
  let id;
  await step("admin.createUser", async () => {
    const attributes = { email: address, password, email_confirm: true, user_metadata: { full_name: "Bia" }, app_metadata: { plan: "gold" } };
    const { user } = succeeded(await admin.createUser(attributes));
    expect(user.email === address && user.app_metadata.plan === "gold" && user.user_metadata.full_name === "Bia", "a user");
    id = user.id;
    refused(await admin.createUser(attributes), 422, "email_exists");
  });
  await step("admin.listUsers", async () => {
    const { users, aud, total, nextPage, lastPage } = succeeded(await admin.listUsers({ page: 1, perPage: 1 }));
    expect(users.length === 1 && aud === "authenticated", "a page of users");
    expect(total >= 2 && nextPage === 2 && lastPage >= 1, `pages ${JSON.stringify({ total, nextPage, lastPage })}`);
    expect(succeeded(await admin.listUsers()).users.some((user) => user.id === id), "the newest user among the first");
  });
  await step("admin.getUserById", async () => {
    expect(succeeded(await admin.getUserById(id)).user.email === address, "the user");
    refused(await admin.getUserById(crypto.randomUUID()), 404, "user_not_found");
  });
  const theirs = client();
  await step("admin.updateUserById", async () => {
    succeeded(await theirs.auth.signInWithPassword({ email: address, password }));
    const { user } = succeeded(await admin.updateUserById(id, { user_metadata: { theme: "dark" }, ban_duration: "24h" }));
    expect(user.user_metadata.theme === "dark" && user.banned_until, "a banned user");
    refused(await theirs.auth.signInWithPassword({ email: address, password }), 400, "user_banned");
    succeeded(await admin.updateUserById(id, { ban_duration: "none", password: "uma senha nova" }));
    succeeded(await theirs.auth.signInWithPassword({ email: address, password: "uma senha nova" }));
  });
  await step("admin.deleteUser", async () => {
    const headers = await bearerOf(theirs);
    expect((await fetch(`${authUrl}/user`, { headers })).status === 200, "signed in before");
    succeeded(await admin.deleteUser(id));
    expect((await fetch(`${authUrl}/user`, { headers })).status === 403, "the sessions have ended");
    refused(await admin.getUserById(id), 404, "user_not_found");
    refused(await admin.deleteUser(id), 404, "user_not_found");
  });
  await step("nobody else administers", async () => {
    refused(await client().auth.admin.listUsers(), 403, "not_admin");
    refused(await client({}, serviceKey.slice(0, -1)).auth.admin.deleteUser(id), 403, "not_admin");
    expect((await fetch(`${authUrl}/admin/users`)).status === 401, "a key is needed");
  });
}

async function signingOut() {
  await step("signOut", async () => {
    const headers = await bearerOf(supabase);
    const { refresh_token } = succeeded(await supabase.auth.getSession()).session;
    const { error } = await supabase.auth.signOut();
    expect(error === null, "no error");
    expect((await fetch(`${authUrl}/user`, { headers })).status === 403, "the session has ended");
    expect((await fetch(new URL("/api/v1/me", options.url), { headers })).status === 401, "the API knows at once");
    refused(await client().auth.refreshSession({ refresh_token }), 400, "refresh_token_not_found");
  });
}

try {
  await signingUpAndIn();
  await readingAndChanging();
  if (options.outbox) await recovering();
  await reauthenticating();
  const serviceKey = process.env.SUPABASE_SERVICE_ROLE_KEY;
  if (serviceKey) await administering(serviceKey);
  await signingOut();
  console.log(JSON.stringify({ passed: steps.length, steps }));
} catch (error) {
  console.log(JSON.stringify({ passed: steps.length, failed: error.message, steps }));
  process.exitCode = 1;
}
