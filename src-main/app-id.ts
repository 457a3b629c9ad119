/** What Windows knows the app by: without it no notification is shown. */
export const APP_ID = 'app.doorward.desktop'
