"""What people took by hand: WARC and WACZ of other tools, PDF and pictures. Nothing in it is believed before it is tried."""
