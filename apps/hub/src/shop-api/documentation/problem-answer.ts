import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';

export class ProblemDetailAnswer {
  @ApiProperty({ description: 'JSON pointer (RFC 6901) into what was sent.', example: '/lines/0/quantity' })
  pointer!: string;
  @ApiProperty({ description: 'Stable, for programs.', example: 'quantity.not_positive' }) code!: string;
  @ApiProperty({ example: 'The quantity is 0; it must be more than zero.' }) message!: string;
}

/** Problem details as RFC 9457 describes them. */
export class ProblemAnswer {
  @ApiProperty({ description: 'Stable, for programs.', example: 'urn:crossdock:problem:order-invalid' }) type!: string;
  @ApiProperty({ example: 'Unprocessable Entity' }) title!: string;
  @ApiProperty({ example: 422 }) status!: number;
  @ApiProperty({ example: 'The quantity is 0; it must be more than zero.' }) detail!: string;
  @ApiProperty({ example: '/api/v1/orders' }) instance!: string;
  @ApiProperty({ description: 'Tell it to us when you ask.', example: '4bf92f3577b34da6a3ce929d0e0e4736' })
  traceId!: string;
  @ApiProperty({ type: () => [ProblemDetailAnswer], required: false }) errors?: ProblemDetailAnswer[];
}

/** Documents a status that is answered with problem details. */
export function ProblemResponse(status: number, description: string): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiExtraModels(ProblemAnswer),
    ApiResponse({
      status,
      description,
      content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemAnswer) } } },
    }),
  );
}
