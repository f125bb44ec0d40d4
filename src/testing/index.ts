export type { Clock } from '../client/clock.js'
export { type FakeClock, fakeClock } from './fake-clock.js'
export { type BindableServer, type FakePair, fakePair } from './fake-pair.js'
export { fixture, replyFixture } from './fixture.js'
