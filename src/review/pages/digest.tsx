import { type Frame, Page } from './layout.tsx'

interface Props {
  readonly week: string
  readonly before: string
  readonly after: string
  readonly frame: Frame
}

export const DigestPage = ({ week, before, after, frame }: Props) => (
  <Page title={`Digest ${week}`} place="digest" frame={frame}>
    <div class="head">
      <h1>Digest of {week}</h1>
      <p class="quiet">As it would be sent now.</p>
    </div>
    <div class="view-bar">
      <nav aria-label="Weeks">
        <a href={`/digest?week=${before}`} rel="prev" data-key="k" aria-label="The week before">
          ←
        </a>
        <a href="/digest">This week</a>
        <a href={`/digest?week=${after}`} rel="next" data-key="j" aria-label="The week after">
          →
        </a>
      </nav>
    </div>
    <iframe class="digest" sandbox="" src={`/digest/mail?week=${week}`} title="The digest"></iframe>
  </Page>
)
