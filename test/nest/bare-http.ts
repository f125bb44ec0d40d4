import { createServer } from 'node:http'
import { AbstractHttpAdapter } from '@nestjs/core'

/** An HTTP server under a Nest application that answers nothing itself: what Socket.IO needs, without Express. */
export class BareHttpAdapter extends AbstractHttpAdapter {
  constructor() {
    super({ use() {}, get() {}, post() {} })
  }

  initHttpServer(): void {
    this.httpServer = createServer()
  }

  override listen(port: string | number, ...args: unknown[]): unknown {
    return this.httpServer.listen(port, ...args)
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.httpServer.close(resolve))
  }

  getType(): string {
    return 'bare'
  }

  createMiddlewareFactory(): never {
    throw new Error('there is no middleware')
  }

  override init(): Promise<void> {
    return Promise.resolve()
  }
  useStaticAssets(): void {}
  setViewEngine(): void {}
  getRequestHostname(): void {}
  getRequestMethod(): void {}
  getRequestUrl(): void {}
  status(): void {}
  reply(): void {}
  end(): void {}
  render(): void {}
  redirect(): void {}
  setErrorHandler(): void {}
  setNotFoundHandler(): void {}
  isHeadersSent(): void {}
  setHeader(): void {}
  getHeader(): void {}
  appendHeader(): void {}
  registerParserMiddleware(): void {}
  enableCors(): void {}
  applyVersionFilter(): never {
    throw new Error('there are no versions')
  }
}
