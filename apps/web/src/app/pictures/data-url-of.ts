/** For an `<img>`: the policy of the page allows no `blob:` in one. */
export function dataUrlOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => {
      resolve(reader.result as string)
    }
    reader.onerror = () => {
      reject(reader.error ?? new Error('The picture could not be read.'))
    }
    reader.readAsDataURL(blob)
  })
}
