import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unitOf } from '../../src/alerts/unit.ts'

describe('the unit of a command line', () => {
  it.each([
    ['/opt/thumbs/bin/clean.py --older 30', 'thumbs/clean.py'],
    ['python3 /srv/stats/clean.py', 'stats/clean.py'],
    ['/usr/local/bin/clean.py', 'clean.py'],
    ['/opt/thumbs/rotate.py', 'rotate.py'],
    ['mysqldump -u backup wiki', 'mysqldump'],
    ['php /srv/w/purge.php --wiki enwiki', 'purge.php'],
    ['php /srv/w/dump.php --job stubs --wiki enwiki', 'dump.php stubs'],
    ['/usr/local/bin/report --all', 'report'],
    ['/usr/local/bin/report daily --all >/dev/null 2>&1', 'report daily'],
    ['test -x /usr/sbin/anacron || ( cd / && run-parts --report /etc/cron.daily )', 'run-parts cron.daily'],
    ['[ -x /usr/bin/tidy ] && [ -d /var/lib/tidy ] && tidy sweep', 'tidy sweep'],
    ['if [ -x /usr/bin/munin-cron ]; then /usr/bin/munin-cron; fi', 'munin-cron'],
    ['command -v debian-sa1 > /dev/null && debian-sa1 1 1', 'debian-sa1'],
    ['cd /srv/app && A=b ./bin/job.sh', 'job.sh'],
    ['sudo -u www-data php -d memory_limit=1G -f /srv/x/cron.php', 'cron.php'],
    ['sudo -H -u www-data bash -c "php artisan schedule:run"', 'artisan schedule:run'],
    ["su - app -s /bin/sh -c 'nice -n 19 /opt/app/bin/index rebuild'", 'index rebuild'],
    ['nice -n 19 ionice -c 3 /usr/bin/updatedb', 'updatedb'],
    ['timeout 3h flock -n /run/lock/x.lock /opt/tools/dump.sh --all', 'dump.sh'],
    ['/usr/bin/flock -xn /tmp/lock -c "/opt/x/y.sh arg"', 'y.sh arg'],
    ['python3 -m fetcher.cli pull --source=a', 'fetcher.cli pull'],
    ['/usr/bin/env python3 /srv/report/send.py', 'send.py'],
    ["perl -e 'sleep int(rand(43200))' && certbot -q renew", 'certbot renew'],
    ['chronic rsync -a --delete /home/ backup@vault:/srv/home/', 'rsync /home/'],
    ['curl -fsS https://intranet.example.org/cron?key=abc -o /dev/null', 'curl https://intranet.example.org/cron'],
    ['docker exec -u postgres pg-main-1 pg_dumpall --clean | gzip > /backup/x.gz', 'pg_dumpall'],
    ['mwscript extensions/Foo/maintenance/run.php --wiki=aawiki', 'mwscript run.php'],
    ['java -Xmx2g -cp /opt/i/i-3.2.1.jar org.example.Main --full', 'org.example.Main'],
    ['zip -r /mnt/maps.$(date +%Y%m%d).zip ~/maps', 'zip /mnt/maps.*.zip'],
    ['echo start; /opt/job.sh', 'job.sh'],
    ['echo hello', 'echo hello'],
    ['', 'command'],
  ])('%s → %s', (command, unit) => {
    expect(unitOf(command)).toBe(unit)
  })

  it('is the same with any redirection, user and lock around it', () => {
    const unit = unitOf('/opt/tools/dump.sh --all')
    for (const around of ['sudo -u a', 'flock -n /l', 'timeout 5', 'nice', 'chronic', 'systemd-cat -t x']) {
      expect(unitOf(`${around} /opt/tools/dump.sh --all >> /var/log/x 2>&1`)).toBe(unit)
    }
  })

  it('never throws and never takes long, whatever stands in the line', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab$(){}`\'"\\;|&<>-=/ \n@'), maxLength: 400 }), (line) => {
        expect(typeof unitOf(line)).toBe('string')
      }),
    )
  })
})
