// What the code of the guides imports of Nest, which this package does not install; the types are those of Nest 11.
declare module '@nestjs/common' {
  export function Injectable(): ClassDecorator
}

declare module '@nestjs/websockets' {
  export interface OnGatewayInit<Server = unknown> {
    afterInit(server: Server): void
  }
  export function WebSocketGateway(options?: { readonly cors?: { readonly origin: string } }): ClassDecorator
}
