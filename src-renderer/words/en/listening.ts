/** Where the server listens, and by which certificate. */
export const listening = {
  title: 'Where Doorward listens',
  description: 'Stored, and in effect from the next start on.',
  host: 'Address',
  hostHint: '127.0.0.1 is this computer alone, 0.0.0.0 or :: every address of it.',
  port: 'Port',
  portHint: '1 to 65535.',
  publicUrl: 'Public URL',
  publicUrlHint:
    'Where clients reach Doorward, by a name or through a proxy; it is the issuer of all tokens. Empty, the address is.',
  setBy: 'Set by {{source}}; change it there.',
  wholeNumber: 'Use a whole number from 1 to 65535.',
  save: 'Save',
  saved: 'Saved. It takes effect at the next start.',
  pending: 'This takes effect when the server is restarted.',
  restartBrowser: 'Stop the server and start it again; sign-in links and sessions end with it.',
  restartDesktop: 'Quit Doorward, from its tray or menu, and open it again.',
  changes: 'What changes at the next start',
  setting: 'Setting',
  now: 'Now',
  next: 'After the restart',
  address: 'The address',
  issuer: 'Issuer',
  issuerTitle: 'Give all tokens another issuer?',
  issuerText:
    'From the next start on, tokens no longer name {{now}} as their issuer. Verifiers, gateways and clouds that trust the old issuer refuse the new tokens until they are changed, and tokens from before are refused here.',
  issuerConfirm: 'Change the issuer',
} as const
