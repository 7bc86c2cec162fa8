export { CoatDeviceList } from './coat-device-list'
export { CoatExpiryWarning, type ExpiryWarningTexts } from './coat-expiry-warning'
export { CoatReauthenticationPrompt, type ReauthenticationPromptTexts } from './coat-reauthentication-prompt'
export type { DeviceListTexts } from './device-list-texts'
