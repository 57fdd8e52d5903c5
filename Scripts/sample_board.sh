#!/usr/bin/env bash
# Makes the public board of a small election by commands alone, for whoever wants to see one and for the browser check:
#
#     Scripts/sample_board.sh FOLDER && .build-python/bin/python Scripts/check_pages.py FOLDER/board
#
# Twelve ballots, of which two are challenged, one station, a published column with one difference. SAILAU is the program.
set -euo pipefail
folder=$(mkdir -p "$1" && readlink -f "$1")
sailau=${SAILAU:-$(dirname "$(readlink -f "$0")")/../sailau}
cd "$folder"
say() { "$sailau" "$@" > /dev/null; }

seq -f 'voter%g' 12 > voters.txt
printf 'name: Council\nquestions:\n  - question: "Who & <whom>?"\n    answers: [Candidate 1, Candidate 2]\n    blank: yes\n' > election.yaml
say ballot credentials --voters voters.txt --uuid stationAAAAAAA --out registrar
say ballot trustee key --out trustee
say ballot setup election.yaml --credentials registrar/public_creds.json --trustee trustee/*.pubkey --out .
for name in Commission First Second Publisher; do say ballot manifest key --name $name --out keys; done
cat > plan.yaml << END
name: A sample
commission: keys/Commission.signpub
members: [keys/First.signpub, keys/Second.signpub]
closing_signatures: 2
elections:
  - archive: stationAAAAAAA.bel
    stations: [{name: "Station 01-001 «Мектеп»", credentials: 12}]
    least_ballots: 2
END
say ballot manifest create plan.yaml --out day.manifest
say ballot manifest sign day.manifest --key keys/Commission.signkey
number=0
while read -r _ slip; do
    number=$((number + 1))
    (umask 077 && printf '%s\n' "$slip" > slip)
    if [ $((number % 6)) = 0 ]; then
        say ballot challenge stationAAAAAAA.bel --credential slip --choice 1 <<< challenge
    else
        say ballot cast stationAAAAAAA.bel --credential slip --choice $((number % 2 + 1))
    fi
done < registrar/private_creds.txt
rm slip
announced="--manifest day.manifest --commission-key keys/Commission.signpub"
for name in First Second; do
    say ballot close stationAAAAAAA.bel $announced --key keys/$name.signkey --out stationAAAAAAA.closing
done
say ballot tally stationAAAAAAA.bel
say ballot decrypt stationAAAAAAA.bel --key trustee/*.privkey $announced --closing stationAAAAAAA.closing \
    --challenges stationAAAAAAA.challenges <<< stationAAAAAAA
say ballot result stationAAAAAAA.bel
say ballot evidence stationAAAAAAA.bel --out stationAAAAAAA.evidence
printf 'question,candidate,votes\n"Who & <whom>?",Candidate 1,5\n"Who & <whom>?",Candidate 2,4\n' > column.csv
# 1: the column differs, as it should.
say ballot board . $announced --key keys/Publisher.signkey --published column.csv --provenance simulated --out board || [ $? = 1 ]
echo "$folder/board"
