const KEY = 'rapport.room'

/** A room is shown in the tab in which it was entered, also after a reload: another tab would take it away from there. */
export const isEntered = (id: string) => sessionStorage.getItem(KEY) === id
export const enter = (id: string) => sessionStorage.setItem(KEY, id)
