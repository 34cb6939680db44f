"""The pages of the room: what teams, facilitator and projector see, as plain data and templates that show it.

Every view is a function of a `Sight` (`sight.py`) that returns what its template needs:

| page | view | template |
|---|---|---|
| `GET /` | `join_page(sight, code, wrong="", team="", person="")` | `join.html` |
| `GET /team` | `team_page(sight, member, nonce, found)` | `team.html` |
| `POST /team/preview` | `preview_part(sight, member, given)` | `preview.html` |
| `GET /facilitator` | `facilitator_page(sight, invitation)` | `facilitator.html` |
| `GET /projector` | `projector_page(sight, invitation)` | `projector.html` |

What the forms send: `POST /join` `code`, `team`, `person`; `POST /team/decide` `round`, `nonce`, and one field for
every lever, named by its path; `POST /team/preview` the same; `POST /team/ask` `what`, `round`, `nonce`, `customer`;
`POST /team/restart` (alone against the computer) `luck`; `POST /facilitator/act` `kind` and, by kind:

| kind | fields |
|---|---|
| `opened` | `minutes` (empty: no clock), `by_clock` and `when_all` (`yes` or absent) |
| `closed`, `paused`, `resumed`, `ended` | |
| `extended` | `minutes` more |
| `went_back` | `to` (a round), `luck` (`same` or `new`) |
| `restarted` | `luck` (`same` or `new`), `practice` (`yes` or absent) |
| `struck` | `shock` (its key), `seat` (where it strikes a team), `announced` (`yes` or absent) |
| `helped` | `seat`, `sign` (`help` or `fine`), `money` (above zero), `why` |
| `seated` | `seat`, `behaviour` (empty: whoever sits there) |
| `shown` | `ranking` (`yes` or `no`) or `by_profit` (`yes` or `no`) |
| `said` | `text`, `seat` (empty: the room) |
| `dismissed` | `member` |
| `renamed` | `seat`, `team` |
| `vacated` | `seat` |
"""
