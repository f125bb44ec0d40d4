import { Injectable } from '@nestjs/common'

/** What a team sets, and what it measures. */
@Injectable()
export class Settings {
  /** How applications that are made from now on treat clients of old. */
  static oldLogin = false
  readonly hasOldLogin = Settings.oldLogin
  readonly mayBeBusy = false
  readonly times: string[] = []

  took(name: string, _ms: number): void {
    this.times.push(name)
  }
}
