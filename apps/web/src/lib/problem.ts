export interface FieldProblem {
  pointer: string;
  code: string;
  message: string;
}

/** One shape for every failure: of the API, of the network and of this program. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly code: string,
    readonly status: number,
    readonly retryable: boolean,
    readonly requestId: string | null,
    readonly fields: readonly FieldProblem[] = [],
    detail?: string,
  ) {
    super(detail ?? code);
  }
}

/** Turns whatever the API answered with into a Problem; the body may be problem+json, other JSON, text or nothing. */
export function problemFromResponse(status: number, body: unknown, headers?: Headers): Problem {
  const json = isRecord(body) ? body : {};
  return new Problem(
    text(json.code) ?? codeOfStatus(status),
    status,
    typeof json.retryable === 'boolean' ? json.retryable : status === 429 || status >= 500,
    text(json.request_id) ?? headers?.get('x-request-id') ?? null,
    Array.isArray(json.errors) ? json.errors.flatMap(fieldProblem) : [],
    text(json.detail) ?? text(json.title),
  );
}

/** Turns anything that was thrown into a Problem; an aborted request stays what it is, callers ignore it. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof TypeError) return new Problem('network_unreachable', 0, true, null, [], error.message);
  return new Problem('unexpected', 0, false, null, [], error instanceof Error ? error.message : undefined);
}

function codeOfStatus(status: number): string {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status === 409) return 'conflict';
  if (status === 412) return 'version_conflict';
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'server_error' : 'request_failed';
}

function fieldProblem(item: unknown): FieldProblem[] {
  if (!isRecord(item)) return [];
  return [{ pointer: text(item.pointer) ?? '', code: text(item.code) ?? 'invalid', message: text(item.message) ?? '' }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
