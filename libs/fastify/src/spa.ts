export { documentWithStatus, writeStatus } from './spa/write-status.ts'
