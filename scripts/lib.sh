# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
#
# What the scripts in this directory share: messages, the cache, locks, steps
# with progress and logs, tool versions.  Source it, do not run it.

set -euo pipefail
shopt -s inherit_errexit
export LC_ALL=C.UTF-8

TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
CACHE=${RUST_DRIVERS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/rust-drivers}
PROG=${0##*/}

say()  { printf '%s\n' "$*" >&2; }
die()  { printf '%s: %s\n' "$PROG" "$*" >&2; exit 1; }
bad_usage() { printf "%s: %s\nTry 'scripts/%s --help'.\n" "$PROG" "$*" "$PROG" >&2; exit 2; }
have() { command -v "$1" >/dev/null 2>&1; }
need() {
	local c
	for c; do
		have "$c" || die "$c is not installed; scripts/deps installs or lists what is needed"
	done
}

# --help prints the comment at the top of the script.
help_wanted() {
	[[ ${1-} == -h || ${1-} == --help ]] || return 0
	sed -n '4,${/^#/!q;s/^# \{0,1\}//;p}' "$0"
	exit 0
}

# version_ge A B: is version A at least B?
version_ge() { [[ $(printf '%s\n' "$1" "$2" | sort -V | head -n1) == "$2" ]]; }

# 75 -> 1:15
clock() { printf '%d:%02d' $(($1 / 60)) $(($1 % 60)); }

b4yaml() { "$TOP/scripts/b4yaml" "$@"; }

### cache ###

# The cache and this run's log directory.  A script that another one started
# shares the log directory of that one.
cache_init() {
	local old
	{ mkdir -p "$CACHE" && mkdir -p "$CACHE"/{dl,linux,build,out,passed,tools,log,lock}; } 2>/dev/null ||
		die "cannot write to the cache $CACHE (RUST_DRIVERS_CACHE chooses another place)"
	CACHE=$(cd "$CACHE" && pwd -P)
	export RUST_DRIVERS_CACHE=$CACHE
	if [[ -z ${RUN_LOG-} ]]; then
		RUN_LOG=$CACHE/log/$(date +%Y%m%d-%H%M%S)-$$
		export RUN_LOG
		mkdir -p "$RUN_LOG"
		# Keep the last 20, and those of runs that go on; the names sort by time.
		while read -r old; do
			kill -0 "${old##*-}" 2>/dev/null || rm -rf "$old"
		done < <(printf '%s\n' "$CACHE"/log/*-* | head -n -20)
	fi
}

# lock NAME [HOLDER-MESSAGE]: hold cache lock NAME until `unlock NAME` or exit.
# Children inherit it, so a script may call another one that wants the same lock.
declare -A LOCK_FD=()
lock() {
	local fd
	[[ " ${RUST_DRIVERS_LOCKS-} " != *" $1 "* ]] || return 0
	exec {fd}>"$CACHE/lock/$1"
	if ! flock -n "$fd"; then
		say "waiting for another run, which holds $CACHE/lock/$1"
		flock "$fd"
	fi
	LOCK_FD[$1]=$fd
	export RUST_DRIVERS_LOCKS="${RUST_DRIVERS_LOCKS-} $1"
}
unlock() {
	local fd=${LOCK_FD[$1]-}
	[[ -n $fd ]] || return 0
	exec {fd}>&-
	unset "LOCK_FD[$1]"
	RUST_DRIVERS_LOCKS=${RUST_DRIVERS_LOCKS/ $1/}
}

### steps ###

TICKER=
stop_ticker() {
	[[ -n $TICKER ]] || return 0
	kill "$TICKER" 2>/dev/null || true
	wait "$TICKER" 2>/dev/null || true
	TICKER=
	[[ ! -t 2 ]] || printf '\r\033[K' >&2
}
trap stop_ticker EXIT

ticker() { # NAME LOG PARENT
	local start=$SECONDS cols last fd
	trap - EXIT
	for fd in "${LOCK_FD[@]}"; do exec {fd}>&-; done
	while sleep 1 && kill -0 "$3" 2>/dev/null; do
		[[ -t 2 ]] || (((SECONDS - start) % 60 == 0)) || continue
		last=$(tail -c 2000 "$2" 2>/dev/null | tr '\r\t' '\n ' | grep -av '^ *$' | tail -n1) || true
		if [[ -t 2 ]]; then
			cols=$(tput cols 2>/dev/null || echo 80)
			printf '\r\033[K%.*s' $((cols - 1)) "    $(clock $((SECONDS - start)))  $last" >&2
		else
			printf '    %s: %s  %.100s\n' "$1" "$(clock $((SECONDS - start)))" "$last" >&2
		fi
	done
}

# step NAME TITLE COMMAND...: run COMMAND with its output in NAME.log, showing
# progress.  If it fails, show where and return its status.  (A function run as
# COMMAND must return its errors itself: bash ignores `set -e` within it.)
step() {
	local name=$1 title=$2 log=$RUN_LOG/$1.log start=$SECONDS rc=0
	shift 2
	say "==> $title"
	: >>"$log"
	ticker "$name" "$log" $$ </dev/null &
	TICKER=$!
	"$@" >>"$log" 2>&1 </dev/null || rc=$?
	stop_ticker
	if ((rc)); then
		say "    failed after $(clock $((SECONDS - start))), status $rc; the end of $log:"
		tail -n 25 "$log" | sed 's/^/    | /' >&2
		return "$rc"
	fi
	say "    done in $(clock $((SECONDS - start)))"
}

### tools ###

# The oldest Rust that the kernel takes, and its LLVM (`@min` after the name of a
# configuration); scripts/deps puts it there.
MIN_RUST=1.85.0
MIN_LLVM=19
MIN_RUST_DIR() { echo "$CACHE/tools/rust-$MIN_RUST"; }

# toolchain min|newest: choose the compilers and put them into PATH, LLVM and
# LIBCLANG_PATH: the oldest ones, or the newest that there are.
# A rustc in /usr/bin that has its library's source wins over rustup's, which
# often has none; RUSTC and LLVM in the environment win over both.
toolchain() {
	local bin suffix
	PATH=$CACHE/tools/bin:$PATH
	if [[ $1 == min ]]; then
		PATH=$(MIN_RUST_DIR)/bin:$PATH
		LLVM=-$MIN_LLVM
		RUSTC=rustc
		unset LIBCLANG_PATH
	elif [[ -x /usr/bin/rustc && -e $(/usr/bin/rustc --print sysroot)/lib/rustlib/src/rust/library/core/src/lib.rs ]]; then
		PATH=$CACHE/tools/bin:/usr/bin:$PATH
	fi
	if [[ -z ${LLVM-} ]]; then
		LLVM=
		for suffix in -22 -21 -20 -19 ''; do
			if have "clang$suffix" && have "ld.lld$suffix" && have "llvm-nm$suffix"; then
				LLVM=${suffix:-1}
				break
			fi
		done
		[[ -n $LLVM ]] || die "no clang with lld and llvm tools found; scripts/deps installs or lists what is needed"
	fi
	case $LLVM in
	-*) bin=clang$LLVM ;;
	*/) bin=${LLVM}clang ;;
	*) bin=clang ;;
	esac
	CLANG=$bin
	export PATH LLVM CLANG
	[[ -n ${LIBCLANG_PATH-} ]] ||
		LIBCLANG_PATH=$(dirname "$(dirname "$(readlink -f "$(command -v "$CLANG" || echo /usr/bin/clang)")")")/lib
	RUSTC=${RUSTC:-rustc}
	export RUSTC LIBCLANG_PATH
}

# The first version number in the output of COMMAND..., or "none".
version_of() { { "$@" 2>/dev/null || true; } | grep -o '[0-9]\+\(\.[0-9]\+\)\+' | head -n1 | grep . || echo none; }

# Print "name found wanted" for rustc, LLVM, bindgen and QEMU.
tool_versions() {
	printf '%s %s %s\n' \
		rustc "$(version_of "$RUSTC" --version)" $MIN_RUST \
		LLVM "$(version_of "$CLANG" --version)" 17.0.1 \
		bindgen "$(version_of bindgen --version)" 0.71.1 \
		QEMU "$(version_of qemu-system-x86_64 --version)" 7.2
}

check_versions() {
	local name found wanted bad=0
	while read -r name found wanted; do
		if [[ $found == none ]]; then
			say "$name is missing; $wanted or newer is needed"
			bad=1
		elif ! version_ge "$found" "$wanted"; then
			say "$name is $found; $wanted or newer is needed"
			bad=1
		fi
	done < <(tool_versions)
	[[ -e $("$RUSTC" --print sysroot 2>/dev/null)/lib/rustlib/src/rust/library/core/src/lib.rs ]] || {
		say "$(command -v "$RUSTC" || echo rustc) has no library source (rust-src)"
		bad=1
	}
	((!bad)) || die "the tools above do not fit; scripts/deps installs or lists what is needed"
}

### git ###

# Git without the user's or the system's configuration, so that the result is
# the same everywhere.
git_plain() {
	env -u GIT_DIR -u GIT_WORK_TREE -u GIT_INDEX_FILE \
		GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 \
		git -c safe.directory='*' -c core.hooksPath=/dev/null -c core.autocrlf=false \
		-c core.quotePath=false -c advice.detachedHead=false -c gc.auto=0 "$@"
}

# The patches that `series` lists, relative to patches/, one a line.
series_patches() { sed 's/[[:space:]]*#.*//;/^[[:space:]]*$/d' "$TOP/series"; }

# The topics that TOPIC needs below it, those that these need too, as `series` has them.
prerequisites() { # TOPIC
	local todo all=' ' t
	mapfile -t todo < <(b4yaml topic "$1" prerequisites)
	while ((${#todo[@]})); do
		t=${todo[0]}
		todo=("${todo[@]:1}")
		[[ $all != *" $t "* ]] || continue
		all+="$t "
		mapfile -t -O "${#todo[@]}" todo < <(b4yaml topic "$t" prerequisites)
	done
	while read -r t; do
		[[ $all != *" $t "* ]] || echo "$t"
	done < <(b4yaml topics)
}

# The files that those patches touch.
series_files() {
	series_patches | sed "s|^|$TOP/patches/|" |
		xargs -r -d '\n' sed -n 's|^diff --git a/\(.*\) b/\1$|\1|p' | sort -u
}

# topic_tips REPO BASE HEAD: the commit at the end of each topic's patches, in
# the array TIP; TOPICS has the topics in order.
# shellcheck disable=SC2034
declare -A TIP=()
# shellcheck disable=SC2034
topic_tips() {
	local patches commits t at=$2 n=0
	mapfile -t TOPICS < <(b4yaml topics)
	mapfile -t patches < <(series_patches)
	mapfile -t commits < <(git_plain -C "$1" rev-list --reverse "$2..$3")
	for t in "${TOPICS[@]}"; do
		while [[ ${patches[n]-} == "$t"/* ]]; do
			at=${commits[n++]}
		done
		TIP[$t]=$at
	done
	((n == ${#patches[@]})) || die "series and b4.yaml disagree on the topics or their order (${patches[n]})"
}

# (No `git worktree prune` anywhere: the repository may be the user's, with work trees
# on a disk that is not there at the moment.)

# worktree_at REPO DIR COMMIT: have DIR, a work tree that belongs to the scripts, at
# COMMIT.  Only files that differ get a new time, so make stays incremental.
worktree_at() {
	local moving
	if [[ $(git_plain -C "$2" rev-parse --path-format=absolute --git-common-dir 2>/dev/null) != "$1" ]] ||
		! git_plain -C "$2" rev-parse -q --verify HEAD >/dev/null; then
		rm -rf "$2"
		need_disk 3
		git_plain -C "$1" worktree add -f -q --no-checkout --detach "$2" "$3" || return
	fi
	# The marker tells the next run of a move that was interrupted.
	moving=$(git_plain -C "$2" rev-parse --path-format=absolute --git-path rust-drivers-moving)
	if [[ -e $moving ]]; then
		rm -f "$(git_plain -C "$2" rev-parse --path-format=absolute --git-path index.lock)"
		git_plain -C "$2" reset -q --hard && git_plain -C "$2" clean -ffdq || return
	fi
	: >"$moving"
	git_plain -C "$2" checkout -q -f --detach "$3" || return
	rm "$moving"
}

### what passed before ###

# passed KEY...: has this passed before?  `pass KEY...` says that it has.
pass_file() { echo "$CACHE/passed/$(printf '%s\n' "$@" | sha256sum | cut -c1-40)"; }
passed() { [[ -e $(pass_file "$@") ]]; }
pass() { : >"$(pass_file "$@")"; }

# The options for checkpatch.pl, into CHECKPATCH; DIR is for the words that are none.
# Exceptions: scripts/checkpatch.ignore has a message type, or a word that
# codespell gets wrong, and the reason a line.
checkpatch_options() { # DIR [MESSAGE-TYPE...]
	local ignore words dict
	ignore=$(sed 's/#.*//; /^word:/d' "$TOP/scripts/checkpatch.ignore" | awk 'NF { print $1 }' | paste -sd,)
	ignore=$(printf '%s\n' "$ignore" "${@:2}" | grep . | paste -sd,)
	words=$(sed -n 's/^word:\([a-z_]*\).*/^\1->/p' "$TOP/scripts/checkpatch.ignore")
	dict=$(dpkg -L codespell 2>/dev/null | grep '/dictionary\.txt$' ||
		python3 -c 'import codespell_lib, os; print(os.path.dirname(codespell_lib.__file__) + "/data/dictionary.txt")') || return
	grep -v -- "${words:-^$}" "$dict" >"$1/dictionary" || return
	CHECKPATCH=(-q --strict --codespell --codespellfile "$1/dictionary" --no-summary)
	[[ -z $ignore ]] || CHECKPATCH+=(--ignore "$ignore")
}

# The fragments of kernel-config/ that make a configuration (without @min).
fragments() { # CONFIG
	case $1 in
	um-kunit) echo kunit suites ;;
	*-kobject | *-xfs) echo "${1%%-*} drivers debug ${1#*-}" ;;
	*-*) echo "${1%%-*} drivers ${1#*-}" ;;
	*) echo "$1 drivers" ;;
	esac
}

# config_key REPO COMMIT CONFIG: everything that decides whether the tests pass.
config_key() {
	local frag
	git_plain -C "$1" rev-parse "$2^{tree}"
	echo "$3"
	b4yaml all selftests
	b4yaml all kunit
	b4yaml all devices
	for frag in $(fragments "${3%@min}"); do
		cat "$TOP/kernel-config/$frag.config"
	done
	cat "$TOP"/scripts/{init,splats,ktap}
	(
		if [[ $3 == *@min ]]; then toolchain min; else toolchain newest; fi
		tool_versions
	)
}

### downloads ###

need_disk() { # GB
	local free
	free=$(($(df --output=avail -B1M "$CACHE" | tail -n1) / 1024))
	((free >= $1)) || die "$CACHE has $free GB free, $1 are needed (RUST_DRIVERS_CACHE chooses another place)"
}

# The site of this system's own Debian entry.
debian_site() {
	(
		# shellcheck source=/dev/null
		. /etc/os-release
		# shellcheck disable=SC2016
		apt-get indextargets --format '$(RELEASE) $(CODENAME) $(SITE)' 'Created-By: Packages' |
			awk -v c="$VERSION_CODENAME" '$1 == c || $2 == c { print $NF; exit }'
	)
}

# apt_fetch ARCH SUITE DIR NAME[=VERSION]...: download Debian packages of any suite
# and architecture into DIR, by a private apt root that leaves the system alone.
apt_fetch() {
	local root site keys opts
	have apt-get || { say "no apt here to download ${4%%=*} with"; return 1; }
	site=$(debian_site) || return 1
	[[ -n $site ]] || { say "apt knows no Debian site"; return 1; }
	keys=$(compgen -G '/usr/share/keyrings/debian-archive-keyring.[gp]*' | head -n1)
	root=$(mktemp -d "$CACHE/dl/tmp.apt.XXXXXX")
	mkdir -p "$root"/{lists,cache}
	echo "deb [arch=$1 signed-by=$keys] $site $2 main" >"$root/sources.list"
	opts=(-oDir::Etc::SourceList="$root/sources.list" -oDir::Etc::SourceParts=/dev/null
		-oDir::State::Lists="$root/lists" -oDir::Cache="$root/cache"
		-oDir::State::status=/dev/null -oAPT::Architecture="$1" -oAPT::Architectures="$1"
		-oAPT::Sandbox::User= -oAcquire::Retries=2 -oAcquire::http::Timeout=20
		-oAcquire::Languages=none
		# Suites without updates expire; the packages are of a version that is given.
		-oAcquire::Check-Valid-Until=false)
	mkdir -p "$root/cache/archives/partial"
	(
		cd "$root" && apt-get "${opts[@]}" update || exit
		if [[ ${WITH_DEPENDENCIES-} ]]; then
			apt-get "${opts[@]}" --yes --no-install-recommends --download-only install "${@:4}" &&
				mv cache/archives/*.deb "$3/"
		else
			apt-get "${opts[@]}" download "${@:4}" && mv ./*.deb "$3/"
		fi
	) || { rm -rf "$root"; return 1; }
	rm -rf "$root"
}

### guests ###

# The QEMU command line for OUT (a directory made by scripts/build), in the
# array QEMU; the caller adds where the serial line goes.  MACHINE is another
# machine than the usual one, QEMU_EXTRA more arguments, GUEST_FILES more files for
# its root.  TWO has two machines run.
QEMU_EXTRA=() GUEST_FILES=()
qemu_command() { # OUT ACCEL
	local arch console machine cpu device file initrd=$1/initramfs
	arch=$(<"$1/arch")
	case $arch-$2 in
	x86_64-kvm) cpu=host ;;
	# With 5-level page tables, KASAN was seen to stumble over an interrupt while the CPU is identified.
	x86_64-*) cpu=max,la57=off ;;
	arm64-kvm) cpu=host ;;
	arm64-*) cpu=cortex-a57 ;;
	riscv64-*) cpu=rv64 ;;
	esac
	case $arch in
	x86_64) machine=q35 console=ttyS0 ;;
	# Its memory begins at 1 GB, where edu gets at it by an IOMMU only.
	arm64) machine=virt,iommu=smmuv3 console=ttyAMA0 ;;
	riscv64) machine=virt console=ttyS0 ;;
	esac
	# Programs of a distribution, for what asks for them, a script for the guest, and what it uses.
	if [[ ${TOOLS-} || ${GUEST-} ]]; then
		initrd=$RUN_LOG/initramfs
		{
			cat "$1/initramfs" ${TOOLS:+"$("$TOP/scripts/guest-tools" "$arch")"}
			for file in ${GUEST:+"$TOP/scripts/guest-$GUEST"} "${GUEST_FILES[@]}"; do
				(cd "${file%/*}" && echo "${file##*/}" | cpio --quiet -o -H newc -R 0:0 | zstd -q)
			done
		} >"$initrd"
	fi
	QEMU=()
	# Devices that are processes.  A part of the series need not have them.
	[[ ! -e $1/usbredir ]] || QEMU+=("$1/usbredir")
	QEMU+=("$TOP/scripts/ivshmem" ${TWO:+--two}
		"qemu-system-${arch/arm64/aarch64}" -machine "${MACHINE:-$machine}" -cpu "$cpu" -accel "$2" -smp 2 -m 1G
		-nodefaults -display none -no-reboot -kernel "$1/kernel" -initrd "$initrd" "${QEMU_EXTRA[@]}"
		-audiodev "none,id=none" -chardev "null,id=null0" -chardev "null,id=null1"
		-blockdev "null-co,node-name=null,size=1048576,read-zeroes=on")
	# What is written to a disk is forgotten when the guest ends.
	[[ -e $CACHE/out/disk ]] || truncate -s 64M "$CACHE/out/disk"
	for device in nvme0n1 nvme0n2 nvme1n1 nvme2n1; do
		QEMU+=(-drive "if=none,id=$device,file=$CACHE/out/disk,format=raw,snapshot=on,discard=unmap")
	done
	# One where some sectors can't be read or written.
	device="driver=blkdebug,node-name=bad,image.driver=null-co,image.size=67108864,image.read-zeroes=on"
	device+=",inject-error.0.event=none,inject-error.0.iotype=read"
	device+=",inject-error.0.sector=2048,inject-error.0.once=off"
	device+=",inject-error.1.event=none,inject-error.1.iotype=write"
	device+=",inject-error.1.sector=4096,inject-error.1.once=off"
	QEMU+=(-blockdev "$device")
	while read -r device; do
		# The block layer frees a disk with a kobject in it, whose release DEBUG_KOBJECT_RELEASE delays.
		[[ $device != nvme* ]] || ! grep -qx CONFIG_DEBUG_KOBJECT_RELEASE=y "$1/config" || continue
		# No interrupts by messages there, which its driver wants.
		[[ $device != nvme* || $arch != riscv64 ]] || continue
		[[ $device != *chardev=redir* || -e $1/usbredir ]] || continue
		# There is no PCIe on a pc.
		[[ ${MACHINE-} != pc ]] || device=${device/#pcie-root-port,/pci-bridge,} device=${device/,slot=/,chassis_nr=}
		QEMU+=(-device "$device")
	done < <(b4yaml all devices)
	# One host controller for Gadget Zero, one for devices that tests make.
	APPEND="console=$console panic=-1 loglevel=6 printk.devkmsg=on rdinit=/init"
	APPEND+=" dummy_hcd.num=2 dummy_hcd.is_super_speed=1"
}

# Run QEMU with the guest's console on stdout; status 124 is a timeout.  QMP has the
# arguments of scripts/qmp, if that is to run it.
QMP=()
qemu_run() { # OUT ACCEL TIMEOUT KERNEL-ARGUMENTS...
	local QEMU APPEND
	qemu_command "$1" "$2"
	if ((${#QMP[@]})); then
		timeout -k 5 "$3" "$TOP/scripts/qmp" "${QMP[@]}" "${QEMU[@]}" -append "$APPEND ${*:4}"
		return
	fi
	timeout -k 5 "$3" "${QEMU[@]}" -serial stdio -append "$APPEND ${*:4}" </dev/null
}

# Which accelerator for OUT?  KVM only where a guest of ours really runs with
# it; QEMU_ACCEL decides otherwise.
accel() { # OUT
	local QMP=()
	local tcg=tcg,thread=multi log
	if [[ -n ${QEMU_ACCEL-} ]]; then
		echo "$QEMU_ACCEL"
	elif [[ $(uname -m) == "$(<"$1/arch")" && -w /dev/kvm ]] && grep -qw 'vmx\|svm' /proc/cpuinfo; then
		log=$(mktemp "$RUN_LOG/kvm-probe.XXXXXX")
		if qemu_run "$1" kvm 10 MODE=probe >"$log" 2>&1 && [[ $(verdict "$log") == PASS ]]; then
			echo kvm
		else
			echo "$tcg"
		fi
	else
		echo "$tcg"
	fi
}

# The console without time stamps and carriage returns.
console_lines() { sed -e 's/\r//g' -e 's/^\(\[ *[0-9]\+\.[0-9]\+\]\(\[ *[CT][0-9]\+\]\)\? \)*//' "$1"; }

verdict() { console_lines "$1" | sed -n 's/^rust-drivers: verdict: //p' | tail -n1; }

REQUIRE=()

# test_config NAME CONFIG: build CONFIG, run its tests, and count them in NAME.count.
test_config() {
	local out mode='test' args=(EDU_CYCLES=5 IVSHMEM_CYCLES=5) rc=0
	out=$("$TOP/scripts/build" "$2") || return
	mapfile -t REQUIRE <"$out/kunit"
	if [[ $2 == um-* ]]; then
		kunit_test "$1" "$out" || rc=1
	else
		[[ -s $out/selftests ]] || mode=smoke
		[[ $2 != *-suites* ]] || args+=(loglevel=8)	# KUnit's is 6
		boot_test "$1" "$out" 900 "MODE=$mode" "${args[@]}" || rc=1
	fi
	REQUIRE=()
	# Nobody wants to keep what was built from another tree.
	[[ -z ${TREE-} || $rc != 0 ]] || rm -rf "$out"
	return "$rc"
}

# kunit_test NAME OUT [GLOB]: run the KUnit suites and doctests of OUT, an um-kunit, and
# count them as boot_test does.
kunit_test() {
	local dir=$RUN_LOG/$1 rc=0 n pass fail skip
	mkdir -p "$dir"
	ln -sfn "$2/linux" "$dir/linux"
	PYTHONDONTWRITEBYTECODE=1 step "$1" "KUnit under UML: ${2##*/}" \
		"$2/tools/testing/kunit/kunit.py" exec --arch um --build_dir "$dir" \
		--kunitconfig="$2/kunitconfig" --timeout 900 "${@:3}" || rc=1
	[[ -e $dir/test.log ]] || return
	n=$("$TOP/scripts/ktap" "${REQUIRE[@]/#/--require=}" "$dir/test.log") || true
	sed '$d' <<<"$n" >&2
	read -r pass fail skip <<<"${n##*$'\n'}"
	if "$TOP/scripts/splats" "$dir/test.log" >&2 && ((rc == 0)); then
		pass=$((pass + 1))
	else
		fail=$((fail + 1))
	fi
	echo "$pass $fail $skip" >"$RUN_LOG/$1.count"
	((fail == 0))
}

# boot_test NAME OUT TIMEOUT KERNEL-ARGUMENTS...: run the tests of OUT in a
# guest.  Its console is NAME.log; the results are counted in NAME.count, with
# one more for the console and the guest's own verdict.  REQUIRE has the names of
# tests that must be among them.
boot_test() {
	local log=$RUN_LOG/$1.log name=$1 rc n pass fail skip try
	for try in 1 2; do
		rc=0
		step "$1" "tests in a guest: ${2##*/}" qemu_run "$2" "$(accel "$2")" "$3" MODE=test "${@:4}" || rc=$?
		# On a machine that has more to do, Linux may find that clocks differ, and do without
		# that timer.  In such a guest, timeouts of two seconds were seen to take one.
		((try == 1)) || break
		grep -qa 'APIC timer disabled due to verification failure' "$log" || break
		say "    the guest's clocks do not agree; once more"
		mv "$log" "${log%.log}.first"
	done
	((rc != 124)) || say "    the guest did not end within $3 seconds"
	n=$("$TOP/scripts/ktap" "${REQUIRE[@]/#/--require=}" "$log") || true
	sed '$d' <<<"$n" >&2
	read -r pass fail skip <<<"${n##*$'\n'}"
	if "$TOP/scripts/splats" "$log" >&2 && [[ $rc == 0 && $(verdict "$log") == PASS ]]; then
		pass=$((pass + 1))
	else
		say "    the guest's log shows trouble: $log"
		fail=$((fail + 1))
	fi
	echo "$pass $fail $skip" >"$RUN_LOG/$name.count"
	((fail == 0))
}
