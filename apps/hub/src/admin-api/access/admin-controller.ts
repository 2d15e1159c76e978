import { applyDecorators, Controller, SetMetadata, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AdminGuard } from './admin-guard';
import { NEEDS } from './needs';
import type { Right } from './rights';

export const ADMIN_API = 'admin/api';

/** A controller of the panel's API, under `/admin/api/<path>`. Each of its routes says what it needs, or the hub does not start. */
export function AdminController(path: string): ClassDecorator {
  return applyDecorators(Controller(`${ADMIN_API}/${path}`), UseGuards(AdminGuard), ApiExcludeController());
}

/** The route is for people who are signed in and have the right. */
export function Needs(right: Right): MethodDecorator {
  return SetMetadata(NEEDS, right);
}

/** The route is for everybody: signing in, and nothing else. */
export function WithoutSession(): MethodDecorator {
  return SetMetadata(NEEDS, 'nothing');
}
