import type { FastifyRequest } from 'fastify';
import { pathOf, Problem } from './problem';

/** Which methods every address of the hub has; filled while routes are registered. */
export class KnownRoutes {
  private readonly routes: { readonly pattern: RegExp; readonly methods: Set<string> }[] = [];

  /** @param url as Fastify writes routes: `/orders/:id`, `*` for anything */
  add(url: string, methods: readonly string[]): void {
    // A catch-all says nothing about what is there.
    if (url === '*' || url === '/*') return;
    const pattern = patternOf(url);
    const known = this.routes.find((route) => route.pattern.source === pattern.source);
    if (known === undefined) this.routes.push({ pattern, methods: new Set(methods) });
    else for (const method of methods) known.methods.add(method);
  }

  /** Methods that work at the path, sorted; empty where there is nothing. */
  methodsOf(path: string): string[] {
    const fitting = this.routes.filter((route) => route.pattern.test(path)).flatMap((route) => [...route.methods]);
    return [...new Set(fitting)].sort();
  }
}

/** 405 with `Allow` instead of 404 where the address exists for other methods (RFC 9110, 15.5.6). */
export function otherMethods(problem: Problem, request: FastifyRequest, routes: KnownRoutes): Problem {
  const allowed = routes.methodsOf(pathOf(request.url));
  if (allowed.length === 0 || allowed.includes(request.method)) return problem;
  const allow = allowed.join(', ');
  const detail = `${request.method} does not work at this address; ${allow} does.`;
  return new Problem({ status: 405, code: 'method-not-allowed', detail, headers: { allow } });
}

function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part.startsWith(':')) return '[^/]+';
    return part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*');
  });
  return new RegExp(`^${parts.join('/')}/?$`);
}
