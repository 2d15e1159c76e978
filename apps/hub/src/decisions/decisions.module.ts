import { Module } from '@nestjs/common';
import { Decisions } from './decisions';

/** Rule sets that the hub asks. */
@Module({ providers: [Decisions], exports: [Decisions] })
export class DecisionsModule {}
