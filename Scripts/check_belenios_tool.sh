#!/usr/bin/env bash
# Debian's belenios-tool 2.0 and sailau verify each other's elections over BELENIOS-2048 at every stage.
# usage: check_belenios_tool.sh [FOLDER]: works in FOLDER, or in one that is removed afterwards.
set -euo pipefail
home=$(dirname "$(dirname "$(readlink -f "$0")")")
export SAILAU_HOME=$home
sailau=$home/.build/release/sailau
group=BELENIOS-2048

if [ $# -gt 0 ]; then
    work=$1
    mkdir -p "$work"
    work=$(readlink -f "$work")
else
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi
cd "$work"

# Shows what a command said only where it fails.
quietly() { "$@" > "$work/last.log" 2>&1 || { cat "$work/last.log"; return 1; }; }

# Both programs find the archive of the current folder valid, at the stage named.
both_verify() {
    quietly "$sailau" ballot verify ./*.bel
    "$sailau" ballot verify ./*.bel --json | grep -q "\"stage\": \"$1\"" || { echo "$2: the stage is not $1"; return 1; }
    quietly belenios-tool election verify || { echo "$2: belenios-tool refuses the archive when $1"; return 1; }
    echo "  $2: both verify it when $1"
}

# The official tool's result must be ours, number by number.
same_result() {
    local theirs ours
    theirs=$(belenios-tool election compute-result 2> /dev/null | tr -d '" ')
    ours=$("$sailau" ballot result ./*.bel --json | python3 -c '
import json, sys
rows = json.load(sys.stdin)["result"]
print("{result:" + json.dumps([[a["count"] for a in r["counts"]] for r in rows]).replace(" ", "") + "}")')
    [ "$theirs" = "$ours" ] || { echo "$1: results differ: $theirs, $ours"; return 1; }
    echo "  $1: both count $ours"
}

questions() {
    printf 'name: Interplay\ndescription: Made by a check\nquestions:\n'
    printf '  - question: Who?\n    answers: [A, B, C]\n    blank: %s\n    min: %s\n    max: %s\n' "$1" "$2" "$3"
}

new_election() {
    mkdir "$1"
    cd "$1"
    echo "$1"
}

our_trustee() {
    quietly "$sailau" ballot trustee key --group $group --out "$1"
}

decrypt_single() {
    echo "$uuid" | quietly "$sailau" ballot decrypt "$uuid.bel" --key "$1"/*.privkey --without-anchors
}

cast() {
    local voter=$1
    shift
    quietly "$sailau" ballot cast "$uuid.bel" --credential reg/private_creds.txt --voter "$voter" "$@"
}

# Makes an election of ours: name, voters' lines, blank, min, max, options for the trustees.
our_election() {
    local voters=$1 blank=$2 minimum=$3 maximum=$4
    shift 4
    printf "$voters" > voters.txt
    quietly "$sailau" ballot credentials --voters voters.txt --group $group --out reg
    uuid=$(cat reg/uuid.txt)
    questions "$blank" "$minimum" "$maximum" > election.yaml
    quietly "$sailau" ballot setup election.yaml --credentials reg/public_creds.json --group $group --out . "$@"
}

# Ballots are closed by the official tool and tallied by us, so that both make events of one archive.
close_and_tally() {
    both_verify open "$1"
    quietly belenios-tool archive add-event --type=EndBallots < /dev/null
    both_verify closed "$1"
    quietly "$sailau" ballot tally "$uuid.bel"
    both_verify tallied "$1"
}

# A control: one changed character of a ballot, and both refuse the archive.
both_refuse() {
    mkdir tampered
    sed "0,/\"challenge\":\"[1-9]/s/\"challenge\":\"[1-9]/\"challenge\":\"0/" "$uuid.bel" > "tampered/$uuid.bel"
    ! cmp -s "$uuid.bel" "tampered/$uuid.bel" || { echo "$1: nothing was changed"; return 1; }
    ! "$sailau" ballot verify "tampered/$uuid.bel" > /dev/null 2>&1 || { echo "$1: we accept a changed ballot"; return 1; }
    ! belenios-tool election verify --dir tampered > /dev/null 2>&1 || { echo "$1: belenios-tool accepts it"; return 1; }
    echo "  $1: both refuse a changed archive"
}

finish() {
    same_result "$1"
    both_verify decrypted "$1"
    cd ..
}

our_basic() {
    new_election our-basic
    our_trustee t1
    our_trustee t2
    our_election 'a\nb\nc\n' no 1 1 --trustee t1/*.pubkey t2/*.pubkey
    cast a --choice 1
    cast b --choice 3
    # Votes again: the last ballot counts.
    cast a --choice 2
    close_and_tally our-basic
    decrypt_single t1
    decrypt_single t2
    both_refuse our-basic
    finish our-basic
}

our_blank() {
    new_election our-blank-weights
    our_trustee t1
    our_election 'a,3\nb,1\nc,40000000000\n' yes 1 2 --trustee t1/*.pubkey
    cast a --choice 1,2
    cast b --choice blank
    cast b --choice blank
    close_and_tally our-blank-weights
    decrypt_single t1
    finish our-blank-weights
}

# Threshold 2 of 3: the tool verifies the archive whichever two decrypt.
our_threshold() {
    new_election our-threshold
    local i
    for i in 1 2 3; do
        quietly "$sailau" ballot trustee dkg certificate --index $i --size 3 --threshold 2 --group $group --out m$i
    done
    local certificates=(m1/*.cert m2/*.cert m3/*.cert)
    quietly "$sailau" ballot trustee dkg check --group $group --certificates "${certificates[@]}"
    for i in 1 2 3; do
        quietly "$sailau" ballot trustee dkg polynomial --group $group --certificates "${certificates[@]}" --key m$i/*.key --out m$i
    done
    local polynomials=(m1/*.polynomial m2/*.polynomial m3/*.polynomial)
    quietly "$sailau" ballot trustee dkg inputs --group $group --certificates "${certificates[@]}" --polynomials "${polynomials[@]}" --out server
    for i in 1 2 3; do
        local name
        name=$(basename m$i/*.key .key)
        quietly "$sailau" ballot trustee dkg output --group $group --certificates "${certificates[@]}" --key m$i/*.key --input "server/$name.vinput" --out m$i
    done
    quietly "$sailau" ballot trustee dkg parameters --group $group --certificates "${certificates[@]}" --polynomials "${polynomials[@]}" \
        --outputs m1/*.voutput m2/*.voutput m3/*.voutput --out server
    our_election 'a\nb\n' no 0 2 --threshold server/threshold.json
    cast a --choice 1,3
    cast b --choice none
    close_and_tally our-threshold
    cp "$uuid.bel" tallied.copy
    local pair
    for pair in "1 2" "1 3" "2 3"; do
        cp tallied.copy "$uuid.bel"
        for i in $pair; do
            name=$(basename m$i/*.key .key)
            echo "$uuid" | quietly "$sailau" ballot decrypt "$uuid.bel" --key m$i/*.key --message "server/$name.dkey" --without-anchors
        done
        same_result "our-threshold by $pair"
        both_verify decrypted "our-threshold by $pair"
    done
    cd ..
}

# An election of the official tool; `casts` says which of its voters vote through us.
their_election() {
    local blank=$1
    uuid=$(belenios-tool setup generate-token)
    quietly belenios-tool setup generate-trustee-key --group $group
    cat ./*.pubkey > public_keys.jsons
    quietly belenios-tool setup make-trustees
    printf '{"description":"","name":"Interplay","questions":[{"answers":["A","B","C"],%s"min":1,"max":1,"question":"Who?"}],"administrator":"x","credential_authority":"y"}' "$blank" > template.json
    quietly belenios-tool setup make-election --template template.json --uuid "$uuid" --group $group
    printf 'a@x,a,1\nb@x,b,1\n' > voters.txt
    quietly belenios-tool setup generate-credentials --group $group --uuid "$uuid" --file voters.txt
}

their_ballot() {
    awk -v voter="$1" '$1 ~ voter { print $NF }' ./*.privcreds > credential.txt
    echo "$2" > choice.json
    belenios-tool election generate-ballot --privcred credential.txt --ballot choice.json 2> /dev/null
}

their_basic() {
    local name=$1 blank=$2 first=$3 second=$4
    new_election "$name"
    their_election "$blank"
    cp ./*.pubcreds public_creds.json
    quietly belenios-tool archive init
    both_verify open "$name without ballots"
    their_ballot 'a@x|^a' "$first" | quietly belenios-tool archive add-event --type=Ballot
    their_ballot 'b@x|^b' "$second" | quietly belenios-tool archive add-event --type=Ballot
    both_verify open "$name"
    quietly belenios-tool archive add-event --type=EndBallots < /dev/null
    belenios-tool election compute-encrypted-tally > tally.jsons 2> /dev/null
    quietly belenios-tool archive add-event --type=EncryptedTally < tally.jsons
    both_verify tallied "$name"
    belenios-tool election decrypt --privkey ./*.privkey --trustee-id 1 > decryption.jsons 2> /dev/null
    quietly belenios-tool archive add-event --type=PartialDecryption < decryption.jsons
    belenios-tool election compute-result > result.json 2> /dev/null
    quietly belenios-tool archive add-event --type=Result < result.json
    both_verify decrypted "$name"
    cd ..
}

# The official tool opens; the list holds its public credentials and ours; each casts with its own; a trustee of each
# decrypts.
mixed() {
    new_election mixed
    our_trustee ours
    quietly belenios-tool setup generate-trustee-key --group $group
    uuid=$(belenios-tool setup generate-token)
    cat ./*.pubkey ours/*.pubkey > public_keys.jsons
    quietly belenios-tool setup make-trustees
    questions no 1 1 > election.yaml
    printf '{"description":"","name":"Mixed","questions":[{"answers":["A","B","C"],"min":1,"max":1,"question":"Who?"}],"administrator":"x","credential_authority":"y"}' > template.json
    quietly belenios-tool setup make-election --template template.json --uuid "$uuid" --group $group
    printf 'a@x,a,1\n' > voters.txt
    quietly belenios-tool setup generate-credentials --group $group --uuid "$uuid" --file voters.txt
    printf 'b,1\nc,1\n' > ours.txt
    quietly "$sailau" ballot credentials --voters ours.txt --group $group --uuid "$uuid" --out reg
    # The list is sorted by value, as both programs sort it.
    python3 -c '
import json, sys
entries = [entry for path in sys.argv[1:] for entry in json.load(open(path))]
entries = [entry.split(",")[0] + ",1" for entry in entries]
print(json.dumps(sorted(entries, key=lambda entry: int(entry.split(",")[0])), separators=(",", ":")))
' ./*.pubcreds reg/public_creds.json > public_creds.json
    quietly belenios-tool archive init
    both_verify open "mixed without ballots"
    their_ballot 'a@x|^a' '[[1,0,0]]' > theirs.json
    quietly "$sailau" ballot cast "$uuid.bel" --ballot theirs.json
    cast b --choice 3
    cast c --choice 3
    close_and_tally mixed
    belenios-tool election decrypt --privkey ./*.privkey --trustee-id 1 > decryption.jsons 2> /dev/null
    quietly belenios-tool archive add-event --type=PartialDecryption < decryption.jsons
    decrypt_single ours
    finish mixed
}

# The whole day of an electronic station, with an urn for voting at home, as the other program sees its archive.
station_day() {
    cd "$work"
    quietly "$sailau" station day --electors 150 --group $group --out day
    mkdir day-archive
    cp day/*.bel day-archive
    cd day-archive
    both_verify decrypted "a station's day"
}

our_basic
our_blank
our_threshold
their_basic their-basic '' '[[1,0,0]]' '[[0,0,1]]'
their_basic their-blank '"blank":true,' '[[1,0,0,0]]' '[[0,0,0,1]]'
mixed
station_day
