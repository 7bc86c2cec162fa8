import { describe, expect, it } from 'vitest'
import { testApi } from '../../testing/test-api.ts'

describe('/api/countries', () => {
  it('answers 401 to whoever is not logged in', async () => {
    const { get } = await testApi()

    expect((await get('/api/countries')).json()).toMatchObject({ status: 401, code: 'unauthenticated' })
  })

  it('lists the countries of the world', async () => {
    const { get, register } = await testApi()
    await register()

    const { countries } = (await get('/api/countries')).json()

    expect(countries.length).toBeGreaterThan(240)
    expect(countries).toContainEqual({
      code: 'IS',
      name: 'Iceland',
      capital: 'Reykjavik',
      continent: 'Europe',
      flag: '🇮🇸',
      visited: false,
    })
  })

  it('keeps what a person has visited, until it is taken back', async () => {
    const { ask, get, register } = await testApi()
    await register()
    const visited = async () => {
      const { countries } = (await get('/api/countries')).json()
      return countries.filter((one: { visited: boolean }) => one.visited).map(({ code }: { code: string }) => code)
    }

    expect((await ask('PUT', '/api/countries/IS/visited', { visited: true })).json()).toEqual({
      code: 'IS',
      visited: true,
    })
    await Promise.all(['JP', 'NZ'].map((code) => ask('PUT', `/api/countries/${code}/visited`, { visited: true })))
    expect(await visited()).toEqual(['IS', 'JP', 'NZ'])
    await ask('PUT', '/api/countries/IS/visited', { visited: false })

    expect(await visited()).toEqual(['JP', 'NZ'])
  })

  it.each<[string, object, number, string]>([
    ['/api/countries/XX/visited', { visited: true }, 404, 'not_found'],
    ['/api/countries/iceland/visited', { visited: true }, 400, 'invalid_input'],
    ['/api/countries/__proto__/visited', { visited: true }, 400, 'invalid_input'],
    ['/api/countries/IS/visited', { visited: 'true' }, 400, 'invalid_input'],
    ['/api/countries/IS/visited', {}, 400, 'invalid_input'],
    ['/api/countries/IS/visited', { visited: true, userId: 'usr_root' }, 400, 'invalid_input'],
    ['/api/countries', { visited: true }, 405, 'method_not_allowed'],
  ])('refuses PUT %s with %j', async (url, body, status, code) => {
    const { ask, register } = await testApi()
    await register()

    expect((await ask('PUT', url, body)).json()).toMatchObject({ status, code })
  })
})
