export { userRoom } from './user.js'
