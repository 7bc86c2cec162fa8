export { type RedisOptions, redis } from './redis/open-redis.ts'
