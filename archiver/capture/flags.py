"""How Chromium is started: quiet, shut, the same everywhere, and without what nobody sees."""

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
TIGHT = (
    "--block-new-web-contents",
    "--disable-quic",
    "--dns-prefetch-disable",
    # No name is looked up by the browser: the gate does it (and so nothing leaks through prefetching).
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    # WebRTC knows no SOCKS: with this policy it finds no way out at all.
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
)
EVEN = ("--font-render-hinting=none", "--disable-gpu", "--mute-audio")
PLAYWRIGHTS_FEATURES = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "msForceBrowserSignIn",
    "msEdgeUpdateLaunchServicesPreferredVersion",
)
"""What Playwright turns off itself. Chromium goes by the last such flag alone, so ours says it again."""
_NOT_SEEN = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "PreloadTopChromeWebUI",
    "SpareRendererForSitePerProcess",
)
"""Parts of Chromium's own window that nobody sees here: its address bar's list is a web page in a process of its own, half a
second of processor time for each window; so is a spare process for a page that never comes."""
WITHOUT = f"--disable-features={','.join((*PLAYWRIGHTS_FEATURES, *_NOT_SEEN))}"

NOT_WANTED = ("--disable-popup-blocking",)
"""Playwright's own flags that open doors a capture keeps shut."""
