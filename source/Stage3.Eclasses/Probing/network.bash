#!/bin/bash
# Stands in for programs that open the network: no eclass for accounts needs one.
printf '%s\n' "${0##*/} $*" >> /work/network
exit 1
