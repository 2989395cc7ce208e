import { describe, expect, it } from 'vitest';
import { Problem, problemFromResponse, toProblem } from './problem';

describe('problemFromResponse', () => {
  it('takes what problem+json says', () => {
    const problem = problemFromResponse(422, {
      title: 'Invalid', status: 422, code: 'validation_failed', detail: 'The body is not valid.', request_id: 'r1', retryable: false,
      errors: [{ pointer: '/name', code: 'required', message: 'Name is required.' }],
    });
    expect(problem).toMatchObject({ code: 'validation_failed', status: 422, retryable: false, requestId: 'r1' });
    expect(problem.fields).toEqual([{ pointer: '/name', code: 'required', message: 'Name is required.' }]);
  });

  it.each([
    [401, null, 'unauthorized', false],
    [403, '', 'forbidden', false],
    [404, '<html></html>', 'not_found', false],
    [412, {}, 'version_conflict', false],
    [429, undefined, 'rate_limited', true],
    [502, 'Bad gateway', 'server_error', true],
    [418, [], 'request_failed', false],
  ])('understands %i without a usable body', (status, body, code, retryable) => {
    expect(problemFromResponse(status, body)).toMatchObject({ code, status, retryable });
  });

  it('finds the request id in the headers when the body has none', () => {
    expect(problemFromResponse(500, null, new Headers({ 'x-request-id': 'r2' })).requestId).toBe('r2');
  });

  it('survives a body whose members have the wrong types', () => {
    const problem = problemFromResponse(400, { code: 7, retryable: 'yes', errors: [null, 'x', { code: 'bad' }] });
    expect(problem).toMatchObject({ code: 'request_failed', retryable: false });
    expect(problem.fields).toEqual([{ pointer: '', code: 'bad', message: '' }]);
  });
});

describe('toProblem', () => {
  it('keeps a problem, names a dead network and a bug', () => {
    const known = new Problem('x', 400, false, null);
    expect(toProblem(known)).toBe(known);
    expect(toProblem(new TypeError('Failed to fetch'))).toMatchObject({ code: 'network_unreachable', retryable: true });
    expect(toProblem(new Error('bug'))).toMatchObject({ code: 'unexpected', retryable: false });
    expect(toProblem('text').code).toBe('unexpected');
  });
});
