import { BarePage } from './layout.tsx'

export const LoginPage = ({ message, name, next }: { message: string | null; name: string; next: string }) => (
  <BarePage title="Log in to maintcal">
    <form method="post" action="/login" class="card">
      {message === null ? null : (
        <p class="alert" role="alert">
          {message}
        </p>
      )}
      <input type="hidden" name="next" value={next} />
      <label>
        Your name: answers are signed with it
        <input name="name" value={name} autocomplete="username" maxlength={80} required />
      </label>
      <label>
        Token
        <input name="token" type="password" autocomplete="current-password" required />
      </label>
      <button type="submit">Log in</button>
    </form>
  </BarePage>
)
