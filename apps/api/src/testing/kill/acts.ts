import { expect } from 'vitest'
import { type Answer, Visitor } from '../visitor.ts'
import { newPassword, password, Person } from './person.ts'

/** Something that somebody does while the node that they speak to is killed. */
export interface Act {
  what: string
  /** The status with which it is acknowledged. */
  done: number
  send: (node: string) => Promise<Answer>
  /** Looks whether it has happened, which is never only a bit true. */
  hasHappened: () => Promise<boolean>
  /** Looks at the new cookie, where one was acknowledged. */
  checkCookie?: (cookie: string) => Promise<void>
}

/** Makes ready for one, on the node that lives on. */
type Preparation = (survivor: string) => Promise<Act>

const register: Preparation = async (survivor) => {
  const person = new Person(survivor)
  return {
    what: 'register',
    done: 201,
    send: (node) => person.tryToRegister(node),
    async hasHappened() {
      const isThere = (await person.tryToLogIn(password)) === 200
      // An account without a password would be neither there nor to be had.
      expect((await person.tryToRegister()).status).toBe(isThere ? 409 : 201)
      return isThere
    },
  }
}

/** In a browser that is logged in already. */
const logIn: Preparation = async (survivor) => {
  const person = new Person(survivor)
  const [before, elsewhere] = [await person.register(), await person.logIn()]
  const sessions = await person.sessions(elsewhere)
  return {
    what: 'log in',
    done: 200,
    send: (node) => new Visitor(node, before).post('/auth/login', { email: person.email, password }),
    async hasHappened() {
      const isOld = await person.isLive(before)
      const now = await person.sessions(elsewhere)
      expect(now).toHaveLength(2)
      expect(now.filter((id) => sessions.includes(id))).toHaveLength(isOld ? 2 : 1)
      return !isOld
    },
    async checkCookie(cookie) {
      expect(await person.isLive(cookie)).toBe(true)
    },
  }
}

const logOut: Preparation = async (survivor) => {
  const person = new Person(survivor)
  const [here, elsewhere] = [await person.register(), await person.logIn()]
  return {
    what: 'log out',
    done: 204,
    send: (node) => new Visitor(node, here).post('/auth/logout'),
    async hasHappened() {
      const isOld = await person.isLive(here)
      expect(await person.sessions(elsewhere)).toHaveLength(isOld ? 2 : 1)
      return !isOld
    },
  }
}

const stepUp: Preparation = async (survivor) => {
  const person = new Person(survivor)
  const [here, elsewhere] = [await person.register(), await person.logIn()]
  const sessions = await person.sessions(elsewhere)
  return {
    what: 'step up',
    done: 200,
    send: (node) => new Visitor(node, here).post('/auth/session/reauthenticate', { password }),
    async hasHappened() {
      // The session goes on, under one token or the other.
      expect(await person.sessions(elsewhere)).toEqual(sessions)
      return !(await person.isLive(here))
    },
    async checkCookie(cookie) {
      expect(await person.isLive(cookie)).toBe(true)
      // Whoever still has the old token can end it all the same.
      expect((await new Visitor(survivor, here).post('/auth/logout')).status).toBe(204)
      expect(await person.isLive(cookie)).toBe(false)
    },
  }
}

const changePassword: Preparation = async (survivor) => {
  const person = new Person(survivor)
  const [here, elsewhere] = [await person.stepUp(await person.register()), await person.logIn()]
  const change = { currentPassword: password, newPassword }
  return {
    what: 'change the password',
    done: 204,
    send: (node) => new Visitor(node, here).post('/auth/password/change', change),
    async hasHappened() {
      const isOld = await person.isLive(elsewhere)
      expect(await person.isLive(here)).toBe(isOld)
      expect(await person.tryToLogIn(password)).toBe(isOld ? 200 : 401)
      expect(await person.tryToLogIn(newPassword)).toBe(isOld ? 401 : 200)
      return !isOld
    },
    async checkCookie(cookie) {
      expect(await person.isLive(cookie)).toBe(true)
    },
  }
}

const deleteAccount: Preparation = async (survivor) => {
  const person = new Person(survivor)
  const [here, elsewhere] = [await person.stepUp(await person.register()), await person.logIn()]
  return {
    what: 'delete the account',
    done: 204,
    send: (node) => new Visitor(node, here).ask('DELETE', '/auth/me'),
    async hasHappened() {
      const isOld = await person.isLive(elsewhere)
      expect(await person.isLive(here)).toBe(isOld)
      expect(await person.tryToLogIn(password)).toBe(isOld ? 200 : 401)
      expect((await person.tryToRegister()).status).toBe(isOld ? 409 : 201)
      return !isOld
    },
  }
}

/** For all that there are. */
export const preparations = [register, logIn, logOut, stepUp, changePassword, deleteAccount]
