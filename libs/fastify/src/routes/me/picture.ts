import { authPaths } from '@coatcheck/contract'
import { ProfileSchema } from '@coatcheck/contract/schemas'
import { isRefusal, refuse } from '../../problem/refusal.ts'
import { sendProblem } from '../../problem/send-problem.ts'
import type { AuthRoutes } from '../auth-routes.ts'

const types = ['image/png', 'image/jpeg', 'image/webp']

/** `PUT /auth/me/picture`: the body is the picture. 200 with the profile, which tells where the picture is. */
export const uploadPictureRoute: AuthRoutes = (app, { pictures, limiter, mostPictureBytes }) => {
  if (pictures === null) return
  app.addContentTypeParser(types, { parseAs: 'buffer', bodyLimit: mostPictureBytes }, (_request, body, done) => {
    done(null, body)
  })
  const options = { schema: { response: { 200: ProfileSchema } }, config: { auth: 'user', accepts: types } } as const
  app.put(authPaths.picture, options, async (request, reply) => {
    const { id } = request.auth.requireUser()
    const user = await limiter.changePicture(id, () => pictures.upload(id, request.body as Buffer))
    if (user === null) return sendProblem(reply, refuse('unauthenticated', { reason: 'account_deleted' }))
    return isRefusal(user) ? sendProblem(reply, user) : user
  })
}

/** `DELETE /auth/me/picture`: 200 with the profile. No provider's picture comes in its place. */
export const removePictureRoute: AuthRoutes = (app, { pictures }) => {
  if (pictures === null) return
  const options = { schema: { response: { 200: ProfileSchema } }, config: { auth: 'user' } } as const
  app.delete(authPaths.picture, options, async (request, reply) => {
    const user = await pictures.remove(request.auth.requireUser().id)
    if (user === null) return sendProblem(reply, refuse('unauthenticated', { reason: 'account_deleted' }))
    return user
  })
}
