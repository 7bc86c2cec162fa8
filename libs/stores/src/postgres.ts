export { type PostgresOptions, postgres } from './postgres/open-postgres.ts'
