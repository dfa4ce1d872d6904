#!/usr/bin/env bash
# Real webmail lab, loopback only. usage: up.sh DIR   (run as root; DIR at most 60 characters long)
# Dovecot IMAP 32143; SMTP sink 32025; Roundcube elastic 8250, larry 8251, classic 8252; SOGo 8260 (sogod 32100,
# PostgreSQL 32543, memcached 32211). Users: anything@lab.test, password "secret".
# LAB_SOGO=0 leaves SOGo out; LAB_NO_INSTALL=1 never calls apt-get. Idempotent; every process has a pid file in DIR/pids.
set -euo pipefail
PATH="$PATH:/usr/sbin:/sbin"   # daemons live there, and not every shell looks there
here=$(cd "$(dirname "$0")" && pwd)
D=${1:?usage: up.sh DIR}; mkdir -p "$D"; D=$(cd "$D" && pwd)
[ ${#D} -le 60 ] || { echo "DIR is too long for unix sockets (60 characters at most): $D" >&2; exit 2; }
[ "$(id -u)" = 0 ] || { echo "run as root" >&2; exit 2; }
# all ports move together: LAB_SHIFT=20 gives IMAP 32163, Roundcube 8270..8272, SOGo 8280; kept in DIR/ports.json for later calls
S=${LAB_SHIFT:-$(sed -n 's/.*"shift": *\([0-9]*\).*/\1/p' "$D/ports.json" 2>/dev/null || true)}; S=${S:-0}
IMAP=$((32143+S)) SMTP=$((32025+S)) RC=$((8250+S)) SOGOP=$((8260+S)) SOGOD=$((32100+S)) PG=$((32543+S)) MC=$((32211+S))
printf '{"shift": %d, "imap": %d, "smtp": %d, "rc-elastic": %d, "rc-larry": %d, "rc-classic": %d, "sogo": %d}\n' $S $IMAP $SMTP $RC $((RC+1)) $((RC+2)) $SOGOP >"$D/ports.json"
SOGO=${LAB_SOGO:-1}; t0=$(date +%s%3N)

pk="dovecot-imapd roundcube-core roundcube-sqlite3 roundcube-plugins roundcube-skin-larry roundcube-skin-classic php-cli python3 util-linux"
[ "$SOGO" = 1 ] && pk="$pk sogo memcached postgresql-15"
miss=(); for p in $pk; do dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || miss+=("$p"); done
if [ ${#miss[@]} -gt 0 ]; then
  [ "${LAB_NO_INSTALL:-0}" = 1 ] && { echo "missing packages: ${miss[*]}" >&2; exit 3; }
  echo "installing: ${miss[*]}"
  # no service may be started by the installation
  mine=; if [ ! -e /usr/sbin/policy-rc.d ]; then printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d; chmod 755 /usr/sbin/policy-rc.d; mine=1; fi
  apt-get update >"$D/apt.log" 2>&1 || true
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${miss[@]}" >>"$D/apt.log" 2>&1 || { tail -5 "$D/apt.log" >&2; exit 3; }
  [ -n "$mine" ] && rm -f /usr/sbin/policy-rc.d
fi

mkdir -p "$D"/{pids,log,conf,dovecot,mail,outbox,rc}
install -m 644 "$here/labd.py" "$D/conf/labd.py"
id vmail-lab >/dev/null 2>&1 || useradd -r -s /usr/sbin/nologin vmail-lab
chmod 755 "$D" "$D"/{pids,log,conf,dovecot,mail,rc}; chown vmail-lab "$D/mail" "$D/outbox"

alive() { local p; p=$(cat "$D/pids/$1" 2>/dev/null) && [ -n "$p" ] && [ "$(sed 's/.*) //' "/proc/$p/stat" 2>/dev/null | cut -c1)" != Z ] && [ "$(awk '{print $22}' "/proc/$p/stat" 2>/dev/null)" = "$(cat "$D/pids/$1.start" 2>/dev/null)" ]; }
mark() { echo "$2" >"$D/pids/$1"; awk '{print $22}' "/proc/$2/stat" >"$D/pids/$1.start"; }
# start NAME USER CMD...: own process group, so down.sh can end all its workers and nothing else
start() { local n=$1 u=$2; shift 2
  setsid setpriv --reuid="$u" --regid="$(id -gn "$u")" --init-groups "$@" </dev/null >>"$D/log/$n.log" 2>&1 &
  local p=$!; sleep 0.05; mark "$n" "$p" 2>/dev/null || { echo "$n did not start; see $D/log/$n.log" >&2; return 1; }; }
wait_port() { for _ in $(seq 1 200); do (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return 0; sleep 0.1; done; echo "nothing listens on 127.0.0.1:$1 ($2)" >&2; return 1; }

# --- Dovecot ---
cat >"$D/conf/dovecot.conf" <<C
base_dir=$D/dovecot
state_dir=$D/dovecot
log_path=$D/log/dovecot.log
protocols=imap
listen=127.0.0.1
ssl=no
disable_plaintext_auth=no
default_internal_user=dovecot
default_login_user=dovenull
mail_location=maildir:$D/mail/%u
mail_uid=vmail-lab
mail_gid=vmail-lab
first_valid_uid=1
auth_username_format=%Lu
passdb {
  driver=static
  args=password=secret
}
userdb {
  driver=static
  args=uid=vmail-lab gid=vmail-lab home=$D/mail/%u
}
service imap-login {
  inet_listener imap {
    port=$IMAP
  }
  inet_listener imaps {
    port=0
  }
}
namespace inbox {
  inbox=yes
  mailbox Sent {
    auto=subscribe
    special_use=\Sent
  }
  mailbox Drafts {
    auto=subscribe
    special_use=\Drafts
  }
  mailbox Trash {
    auto=subscribe
    special_use=\Trash
  }
}
C
if ! alive dovecot; then
  dovecot -c "$D/conf/dovecot.conf" </dev/null >>"$D/log/dovecot.out" 2>&1
  for _ in $(seq 1 50); do [ -s "$D/dovecot/master.pid" ] && break; sleep 0.1; done
  mark dovecot "$(cat "$D/dovecot/master.pid")"
fi

# --- SMTP sink ---
alive smtp || start smtp vmail-lab /usr/bin/python3 "$D/conf/labd.py" smtp --port $SMTP --imap-port $IMAP --outbox "$D/outbox"

# --- Roundcube, one php -S for each skin ---
port=$RC
for skin in elastic larry classic; do
  R="$D/rc/$skin"; mkdir -p "$R"/{temp,logs,conf}
  for f in defaults.inc.php mimetypes.php; do [ -e "$R/conf/$f" ] || cp -L "/etc/roundcube/$f" "$R/conf/$f" 2>/dev/null || cp -L "/usr/share/roundcube/config/$f" "$R/conf/$f"; done
  cat >"$R/conf/config.inc.php" <<C
<?php
\$config['db_dsnw']='sqlite:///$R/rc.db?mode=0640';
\$config['imap_host']='127.0.0.1:$IMAP';
\$config['smtp_host']='127.0.0.1:$SMTP';
\$config['smtp_user']='';\$config['smtp_pass']='';
\$config['des_key']='rcmail-!24ByteDESkey*Str';
\$config['plugins']=['archive','vcard_attachments'];
\$config['skin']='$skin';
\$config['dont_override']=['skin'];
\$config['session_name']='lab_$skin';
\$config['session_auth_name']='lab_${skin}_auth';
\$config['log_dir']='$R/logs/';
\$config['temp_dir']='$R/temp/';
\$config['enable_installer']=false;
\$config['language']='en_US';
\$config['mail_pagesize']=100;
\$config['draft_autosave']=0;
\$config['refresh_interval']=0;
\$config['mail_domain']='lab.test';
\$config['layout']='widescreen';
C
  chown -R www-data "$R"; chmod -R a+rX "$R"
  alive "rc-$skin" || start "rc-$skin" www-data env ROUNDCUBE_CONFIG_DIR="$R/conf" PHP_CLI_SERVER_WORKERS=3 php -d upload_max_filesize=20M -d post_max_size=25M -S "127.0.0.1:$port" -t /var/lib/roundcube/public_html
  port=$((port+1))
done

# --- SOGo ---
if [ "$SOGO" = 1 ]; then
  pgbin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
  mkdir -p "$D/pg" "$D/sogo"; chown postgres "$D/pg"; chown sogo "$D/sogo"; chmod 755 "$D/pg"
  [ -s "$D/pg/data/PG_VERSION" ] || (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$pgbin/initdb" -D "$D/pg/data" -A trust -U postgres -E UTF8 --locale=C.UTF-8 --no-sync >"$D/log/initdb.log" 2>&1)
  alive pg || { rm -f "$D/pg/data/postmaster.pid"; (cd /; start pg postgres "$pgbin/postgres" -D "$D/pg/data" -p $PG -k "$D/pg" -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB); }
  alive memcached || start memcached memcache memcached -l 127.0.0.1 -p $MC -U 0 -m 32
  wait_port $PG postgres
  q() { psql -h 127.0.0.1 -p $PG -U postgres -X -q -v ON_ERROR_STOP=1 "$@"; }
  for _ in $(seq 1 100); do q -c 'select 1' >/dev/null 2>&1 && break; sleep 0.1; done
  [ -n "$(q -At -c "select 1 from pg_database where datname='sogo'")" ] || q -c "create role sogo login" -c "create database sogo owner sogo encoding 'UTF8' template template0"
  psql -h 127.0.0.1 -p $PG -U sogo -X -q -d sogo >/dev/null 2>&1 <<C
create table if not exists lab_users (c_uid text primary key, c_name text, c_password text, c_cn text, mail text);
insert into lab_users values ('rep@lab.test','rep@lab.test','secret','Robin Reeve','rep@lab.test') on conflict do nothing;
insert into lab_users values ('lead@lab.test','lead@lab.test','secret','Lena Leader','lead@lab.test') on conflict do nothing;
C
  db=postgresql://sogo@127.0.0.1:$PG/sogo
  if ! alive sogo; then
    start sogo sogo env HOME="$D/sogo" /usr/sbin/sogod -WOWorkersCount 3 -WOPort 127.0.0.1:$SOGOD -WONoDetach YES -WOLogFile - -WOPidFile "$D/sogo/sogod.pid" \
      -SOGoProfileURL "$db/sogo_user_profile" -OCSFolderInfoURL "$db/sogo_folder_info" -OCSSessionsFolderURL "$db/sogo_sessions_folder" -OCSEMailAlarmsFolderURL "$db/sogo_alarms_folder" \
      -OCSStoreURL "$db/sogo_store" -OCSAclURL "$db/sogo_acl" -OCSCacheFolderURL "$db/sogo_cache_folder" -OCSAdminURL "$db/sogo_admin" \
      -SOGoUserSources "({type=sql;id=lab;viewURL=\"$db/lab_users\";canAuthenticate=YES;isAddressBook=YES;userPasswordAlgorithm=plain;displayName=Lab;})" \
      -SOGoIMAPServer "imap://127.0.0.1:$IMAP" -SOGoSMTPServer "smtp://127.0.0.1:$SMTP" -SOGoMailingMechanism smtp -SOGoMemcachedHost "--SERVER=127.0.0.1:$MC" \
      -SOGoSieveScriptsEnabled NO -SOGoVacationEnabled NO -SOGoForwardEnabled NO -SOGoSieveServer "" -SOGoLanguage English -SOGoTimeZone UTC -SOGoMailDomain lab.test \
      -SOGoSentFolderName Sent -SOGoTrashFolderName Trash -SOGoDraftsFolderName Drafts -SOGoLoginModule Mail -SOGoMaximumFailedLoginCount 0 -SxVMemLimit 1024 -WOWatchDogRequestTimeout 5
  fi
  alive sogoproxy || start sogoproxy sogo /usr/bin/python3 "$D/conf/labd.py" sogoproxy --port $SOGOP --backend $SOGOD
fi

wait_port $IMAP dovecot; wait_port $SMTP smtp
for p in $RC $((RC+1)) $((RC+2)); do wait_port $p roundcube; done
if [ "$SOGO" = 1 ]; then wait_port $SOGOD sogod; wait_port $SOGOP sogoproxy; fi
echo "up in $(( $(date +%s%3N) - t0 )) ms: http://127.0.0.1:$RC (elastic) :$((RC+1)) (larry) :$((RC+2)) (classic)$([ "$SOGO" = 1 ] && echo " http://127.0.0.1:$SOGOP/SOGo/ (SOGo)")  user rep@lab.test, password secret"
