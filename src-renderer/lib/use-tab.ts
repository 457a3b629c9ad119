import { useSearchParams } from 'react-router'

/** The chosen tab, kept in the address as `?tab=`; the first one needs no mention. */
export function useTab<Value extends string>(
  tabs: readonly [Value, ...Value[]],
): [Value, (tab: Value) => void] {
  const [params, setParams] = useSearchParams()
  const named = tabs.find((tab) => tab === params.get('tab'))

  // A search belongs to the tab it was typed in, so it is not taken along.
  const choose = (tab: Value) => setParams(tab === tabs[0] ? {} : { tab }, { replace: true })
  return [named ?? tabs[0], choose]
}
