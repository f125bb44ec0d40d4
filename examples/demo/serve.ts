export async function serveDemo(_port: number): Promise<{ url: string; close(): Promise<void> }> {
  throw new Error('later')
}
