/**
 * The page's only script: keys, the weekday beside a date, local time on hover, search while typing. Everything works without it.
 */
export const keysScript = `'use strict'
{
  const all = (selector, root = document) => [...root.querySelectorAll(selector)]
  const typing = (element) => element.matches('input:not([type=checkbox]),textarea,select,[contenteditable]')

  const rows = all('[data-row]')
  let at = -1
  const select = (next) => {
    if (rows.length === 0) return
    at = Math.max(0, Math.min(rows.length - 1, next))
    rows.forEach((row, i) => row.classList.toggle('selected', i === at))
    const link = rows[at].querySelector('a')
    link.focus({ preventScroll: true })
    rows[at].scrollIntoView({ block: 'nearest' })
  }

  const keys = document.getElementById('keys')
  const help = document.querySelector('[data-help]')
  if (help) {
    help.hidden = false
    help.addEventListener('click', () => keys.showModal())
  }

  const press = (key) => {
    const target = document.querySelector('[data-key="' + key + '"]')
    if (!target) return false
    if (target.matches('input')) {
      target.scrollIntoView({ block: 'center' })
      target.focus()
      target.select()
    } else target.click()
    return true
  }

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (event.key === 'Escape' && typing(event.target)) {
      event.target.blur()
      return
    }
    if (typing(event.target) || keys.open) return
    const done = () => event.preventDefault()
    if (event.key === '?') {
      done()
      keys.showModal()
    } else if (rows.length > 0 && (event.key === 'j' || event.key === 'k')) {
      done()
      select(event.key === 'j' ? at + 1 : at - 1)
    } else if (event.key === 'e') {
      const first = document.querySelector('[data-edit]')
      if (first) {
        done()
        first.scrollIntoView({ block: 'center' })
        first.focus()
      }
    } else if ('ajkliu'.includes(event.key) && event.key.length === 1 && press(event.key)) done()
  })

  // A second press of the same key must not answer the next question.
  for (const form of all('form[method=post]')) {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent) event.preventDefault()
      form.dataset.sent = '1'
    })
  }
  addEventListener('pageshow', () => all('form[data-sent]').forEach((form) => delete form.dataset.sent))

  const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
  for (const input of all('[data-time]')) {
    const show = () => {
      const output = input.closest('label').querySelector('[data-weekday]')
      const day = new Date(input.value.slice(0, 10) + 'T00:00:00Z')
      output.textContent = Number.isNaN(day.getTime()) ? '' : days[day.getUTCDay()]
    }
    input.addEventListener('input', show)
    show()
  }

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const local = new Intl.DateTimeFormat('en-GB', { weekday: 'short', dateStyle: undefined, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })
  document.addEventListener('mouseover', (event) => {
    const time = event.target.closest && event.target.closest('time[datetime]')
    if (!time || time.dataset.local) return
    const instant = new Date(time.dateTime)
    if (Number.isNaN(instant.getTime())) return
    time.dataset.local = '1'
    time.title = (time.title ? time.title + ' = ' : '') + local.format(instant) + ' ' + zone
  })

  const search = document.querySelector('[data-search]')
  const found = document.querySelector('[data-found]')
  if (search && found) {
    let wait = 0
    let asked = 0
    const show = (works) => {
      found.replaceChildren(...works.map((work) => {
        const item = document.createElement('li')
        const button = document.createElement('button')
        button.className = 'plain'
        button.name = 'work'
        button.value = work.id
        button.textContent = 'Attach'
        const link = document.createElement('a')
        link.href = '/work/' + work.id
        link.textContent = work.vendorTitle + ' ' + work.name
        const what = document.createElement('span')
        what.className = 'quiet'
        what.textContent = [work.summary, ...work.dates].filter(Boolean).join(' · ')
        item.append(button, link, what)
        return item
      }))
    }
    search.addEventListener('input', () => {
      clearTimeout(wait)
      wait = setTimeout(async () => {
        const mine = ++asked
        const answer = await fetch('/api/works?q=' + encodeURIComponent(search.value), { headers: { accept: 'application/json' } })
        if (!answer.ok || mine !== asked) return
        show((await answer.json()).works)
      }, 150)
    })
  }
}
`
