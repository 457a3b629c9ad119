import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { fromOutside } from '#renderer/lib/outside-place.ts'
import { useServices } from '#renderer/lib/services.tsx'

/** Goes where links, the menu and notifications lead; unsaved work is asked about as ever. */
export function FollowPlaces() {
  const { desktop } = useServices().shell
  const navigate = useNavigate()

  useEffect(() => {
    if (!desktop) return
    const follow = async () => {
      const place = await desktop.takePlace()
      if (place !== null) await navigate(place, { state: fromOutside })
    }
    void follow()
    return desktop.onNews((news) => {
      if (news === 'place') void follow()
    })
  }, [desktop, navigate])

  return null
}
