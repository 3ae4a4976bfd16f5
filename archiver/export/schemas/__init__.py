"""The open schemas a package carries in its `schemas` folder, unchanged, so that it can be checked without the net.

`mets.xsd`: METS 1.12, Digital Library Federation, CC0 1.0 (said in the file). `DILCISExtensionMETS.xsd` and
`DILCISExtensionSIPMETS.xsd`: E-ARK CSIP and SIP, DILCIS Board, CC BY 4.0 (github.com/DILCISBoard/E-ARK-CSIP, LICENSE).
"""
