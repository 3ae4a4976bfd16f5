"""How each fake platform speaks: its documented answers over the world's items."""

from datetime import UTC, datetime
from typing import Any

from tests.archiver.interfaces.world import TOKEN, Asked, Reply, Words, World, sliced
from tests.real import material


def iso(one: Words) -> str:
    return one.at.strftime("%Y-%m-%dT%H:%M:%S+0000")


def zulu(one: Words) -> str:
    return one.at.strftime("%Y-%m-%dT%H:%M:%SZ")


# ------------------------------------------------------------------------------------------------ Meta


def _meta_refusal(code: int, said: str, status: int = 400) -> Reply:
    return Reply({"error": {"message": said, "type": "OAuthException", "code": code}}, status)


def _meta_page(world: World, asked: Asked, found: list[Any], made: list[dict[str, Any]] | None = None) -> Reply:
    start = int(asked.query.get("after") or 0)
    page, following = sliced(found if made is None else made, start, min(int(asked.query["limit"]), 25))
    cursors = {"before": str(start), "after": str(following or len(found))}
    paging: dict[str, Any] = {"cursors": cursors}
    if following is not None:
        paging["next"] = f"{world.url}{asked.path}?access_token={TOKEN}&limit=25&after={following}"
    return Reply({"data": page, "paging": paging}, headers={"X-App-Usage": '{"call_count":2,"total_time":1}'})


def facebook(world: World, asked: Asked) -> Reply:
    """Graph API: /page, /page/feed, /post/comments?filter=stream."""
    if asked.headers.get("authorization") != f"Bearer {TOKEN}":
        return _meta_refusal(190, "Invalid OAuth access token")
    steps = asked.path.strip("/").split("/")
    if steps == ["nordby"]:
        return Reply({"id": "77", "name": material.OFFICE, "link": "https://www.facebook.com/nordby"})
    if steps == ["nordby", "feed"]:
        return _meta_page(world, asked, [_facebook_post(world, one) for one in world.posts])
    number = steps[0].rpartition("_")[2]
    if len(steps) == 2 and steps[1] == "comments" and number in world.by_number:
        if world.first_time(asked.path) and world.counts.total() % 7 == 0:
            return _meta_refusal(4, "Application request limit reached")
        post = world.by_number[number]
        return _meta_page(world, asked, [_facebook_comment(world, one) for one in world.comments_of(post)])
    return _meta_refusal(803, "Some of the aliases you requested do not exist", 404)


def facebook_link(world: World, one: Words) -> str:
    post = one if not one.parent else world.by_key[one.post]
    base = f"https://www.facebook.com/nordby/posts/{post.number}"
    if not one.parent:
        return base
    if one.parent == one.post:
        return f"{base}?comment_id={one.number}"
    return f"{base}?comment_id={world.by_key[one.parent].number}&reply_comment_id={one.number}"


def _facebook_post(world: World, one: Words) -> dict[str, Any]:
    total = len(world.comments_of(one))
    return {
        "id": f"77_{one.number}",
        "message": one.text,
        "created_time": iso(one),
        "permalink_url": facebook_link(world, one),
        "from": {"name": one.author, "id": "77"},
        "full_picture": f"https://scontent.example/{one.number}.jpg?oh=1&oe=2",
        "comments": {"data": [], "summary": {"order": "chronological", "total_count": total, "can_comment": True}},
        "attachments": {
            "data": [
                {
                    "media_type": "album",
                    "subattachments": {
                        "data": [
                            {
                                "type": "photo",
                                "media": {"image": {"src": f"https://scontent.example/{one.number}-{n}.jpg"}},
                            }
                            for n in (1, 2)
                        ]
                    },
                }
            ]
        },
    }


def _facebook_comment(world: World, one: Words) -> dict[str, Any]:
    post = world.by_key[one.post]
    told: dict[str, Any] = {
        "id": f"{post.number}_{one.number}",
        "message": one.text,
        "created_time": iso(one),
        "from": {"name": one.author, "id": str(abs(hash(one.author)))},
        "permalink_url": facebook_link(world, one),
        "comment_count": len(world.answers_to(one)),
    }
    if one.parent != one.post:
        told["parent"] = {"id": f"{post.number}_{world.by_key[one.parent].number}"}
    return told


def instagram(world: World, asked: Asked) -> Reply:
    """Graph API for Instagram: /user, /user/media, /media/comments with answers inside, /comment/replies."""
    if asked.headers.get("authorization") != f"Bearer {TOKEN}":
        return _meta_refusal(190, "Invalid OAuth access token")
    steps = asked.path.strip("/").split("/")
    if steps == ["178414"]:
        return Reply({"id": "178414", "username": "nordby", "media_count": len(world.posts)})
    if steps == ["178414", "media"]:
        return _meta_page(world, asked, [_media(world, one) for one in world.posts])
    one = world.by_number[steps[0]]
    if steps[1] == "comments":
        tops = [_instagram_comment(world, each) for each in world.answers_to(one)]
        return _meta_page(world, asked, tops)
    below = [_instagram_answer(world, each) for each in _below(world, one)]
    return _meta_page(world, asked, below)


def _below(world: World, one: Words) -> list[Words]:
    """Instagram knows two levels: whatever answers an answer stands under the first."""
    found = []
    for each in world.answers_to(one):
        found += [each, *_below(world, each)]
    return found


def instagram_link(one: Words) -> str:
    return f"https://www.instagram.com/p/C{one.number}/"


def _media(world: World, one: Words) -> dict[str, Any]:
    return {
        "id": str(one.number),
        "caption": one.text,
        "media_type": "CAROUSEL_ALBUM",
        "permalink": instagram_link(one),
        "timestamp": iso(one),
        "username": "nordby",
        "comments_count": len(world.comments_of(one)),
        "children": {"data": [{"media_type": "IMAGE", "media_url": f"https://cdn.example/{one.number}.jpg"}]},
    }


def _instagram_answer(world: World, one: Words) -> dict[str, Any]:
    told = {"id": str(one.number), "text": one.text, "timestamp": iso(one), "username": one.author}
    return told | {"parent_id": str(world.by_key[one.parent].number)}


def _instagram_comment(world: World, one: Words) -> dict[str, Any]:
    below = _below(world, one)
    told: dict[str, Any] = {"id": str(one.number), "text": one.text, "timestamp": iso(one), "username": one.author}
    if below:
        some = [_instagram_answer(world, each) for each in below[:2]]
        paging = {"cursors": {"after": "2"}} | ({"next": f"{world.url}/x?access_token={TOKEN}"} if below[2:] else {})
        told["replies"] = {"data": some, "paging": paging}
    return told


# ------------------------------------------------------------------------------------------------ YouTube


def _google_refusal(status: int, reason: str) -> Reply:
    return Reply({"error": {"code": status, "message": reason, "errors": [{"reason": reason}]}}, status)


def youtube(world: World, asked: Asked) -> Reply:
    """Data API v3: channels, playlistItems, commentThreads, comments."""
    if asked.headers.get("x-goog-api-key") != TOKEN:
        return _google_refusal(400, "keyInvalid")
    what, query = asked.path.strip("/"), asked.query
    if what == "channels":
        found = {"snippet": {"title": material.OFFICE}, "contentDetails": {"relatedPlaylists": {"uploads": "UUnordby"}}}
        return Reply({"items": [{"id": "UCnordby", **found}] if query.get("forHandle") == "@nordby" else []})
    start = int(query.get("pageToken") or 0)
    if what == "playlistItems":
        return _google_page([_video(one) for one in world.posts], start, int(query["maxResults"]))
    if what == "commentThreads":
        post = world.by_number[query["videoId"].removeprefix("video-")]
        if not world.comments_of(post):
            return _google_refusal(403, "commentsDisabled")
        return _google_page([_thread(world, one) for one in world.answers_to(post)], start, 10)
    above = world.by_number[query["parentId"].removeprefix("Ug")]
    return _google_page([_answer(world, above, one) for one in _below(world, above)], start, 3)


def _google_page(found: list[dict[str, Any]], start: int, size: int) -> Reply:
    page, following = sliced(found, start, size)
    told: dict[str, Any] = {"items": page, "pageInfo": {"totalResults": len(found), "resultsPerPage": size}}
    return Reply(told | ({"nextPageToken": str(following)} if following is not None else {}))


def youtube_link(world: World, one: Words) -> str:
    video = one if not one.parent else world.by_key[one.post]
    base = f"https://www.youtube.com/watch?v=video-{video.number}"
    return f"{base}&lc={youtube_id(world, one)}" if one.parent else base


def youtube_id(world: World, one: Words) -> str:
    """Answers' ids begin with the id of the comment they stand under."""
    top = one
    while top.parent and top.parent != top.post:
        top = world.by_key[top.parent]
    return f"Ug{one.number}" if top is one else f"Ug{top.number}.{one.number}"


def _video(one: Words) -> dict[str, Any]:
    title, _, text = one.text.partition("\n\n")
    return {
        "kind": "youtube#playlistItem",
        "id": f"UU{one.number}",
        "snippet": {
            "publishedAt": zulu(one),
            "channelId": "UCnordby",
            "channelTitle": one.author,
            "title": title,
            "description": text,
            "thumbnails": {"default": {"url": f"https://i.example/{one.number}.jpg"}},
            "resourceId": {"kind": "youtube#video", "videoId": f"video-{one.number}"},
        },
        "contentDetails": {"videoId": f"video-{one.number}", "videoPublishedAt": zulu(one)},
    }


def _comment(world: World, one: Words) -> dict[str, Any]:
    return {
        "kind": "youtube#comment",
        "id": youtube_id(world, one),
        "snippet": {
            "videoId": f"video-{world.by_key[one.post].number}",
            "textDisplay": one.text,
            "textOriginal": one.text,
            "authorDisplayName": one.author,
            "authorChannelUrl": "http://www.youtube.com/@nagon",
            "publishedAt": zulu(one),
        },
    }


def _answer(world: World, above: Words, one: Words) -> dict[str, Any]:
    told = _comment(world, one)
    told["snippet"]["parentId"] = youtube_id(world, above)
    return told


def _thread(world: World, one: Words) -> dict[str, Any]:
    below = _below(world, one)
    snippet = {"topLevelComment": _comment(world, one), "totalReplyCount": len(below)}
    told: dict[str, Any] = {"kind": "youtube#commentThread", "id": youtube_id(world, one), "snippet": snippet}
    if below:
        told["replies"] = {"comments": [_answer(world, one, each) for each in below[:2]]}
    return told


# ------------------------------------------------------------------------------------------------ X


def x(world: World, asked: Asked) -> Reply:
    """API v2: users/by/username, users/id/tweets, tweets/search/all; a rate limit told in x-rate-limit-reset."""
    if asked.headers.get("authorization") != f"Bearer {TOKEN}":
        return Reply({"title": "Unauthorized", "status": 401}, 401)
    if asked.path == "/users/by/username/nordby":
        return Reply({"data": {"id": "1", "name": material.OFFICE, "username": "nordby"}})
    if asked.path == "/users/1/tweets":
        own = [one for one in world.items if one.author == material.OFFICE]
        return _x_page(world, own, int(asked.query.get("pagination_token") or 0), 20)
    if world.counts[asked.path] == 2:
        soon = str(int(datetime.now(UTC).timestamp()) + 3)
        return Reply({"title": "Too Many Requests"}, 429, {"x-rate-limit-reset": soon, "x-rate-limit-remaining": "0"})
    wanted = {part.removeprefix("conversation_id:") for part in asked.query["query"].split(" OR ")}
    found = [one for one in world.items if one.parent and str(world.by_key[one.post].number) in wanted]
    return _x_page(world, found, int(asked.query.get("next_token") or 0), 10)


def _x_page(world: World, found: list[Words], start: int, size: int) -> Reply:
    page, following = sliced(found, start, size)
    names = sorted({one.author for one in page})
    users = [{"id": str(_member(name)), "name": name, "username": _user(name)} for name in names]
    meta = {"result_count": len(page)} | ({"next_token": str(following)} if following is not None else {})
    return Reply({"data": [_tweet(world, one) for one in page], "includes": {"users": users}, "meta": meta})


def _member(name: str) -> int:
    return sum(ord(letter) * place for place, letter in enumerate(name, 1))


def _user(name: str) -> str:
    return "nordby" if name == material.OFFICE else f"m{_member(name)}"


def x_link(one: Words) -> str:
    return f"https://x.com/{_user(one.author)}/status/{one.number}"


def _tweet(world: World, one: Words) -> dict[str, Any]:
    conversation = world.by_key[one.post] if one.parent else one
    told: dict[str, Any] = {
        "id": str(one.number),
        "text": one.text[:200],
        "note_tweet": {"text": one.text},
        "author_id": str(_member(one.author)),
        "created_at": one.at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "conversation_id": str(conversation.number),
        "public_metrics": {"reply_count": len(world.answers_to(one))},
    }
    if one.parent:
        told["referenced_tweets"] = [{"type": "replied_to", "id": str(world.by_key[one.parent].number)}]
    return told


# ------------------------------------------------------------------------------------------------ LinkedIn


def linkedin(world: World, asked: Asked) -> Reply:
    """Community Management API: organizations, posts, socialActions/urn/comments, two levels."""
    if asked.headers.get("authorization") != f"Bearer {TOKEN}" or "linkedin-version" not in asked.headers:
        return Reply({"status": 401, "code": "REVOKED_ACCESS_TOKEN"}, 401)
    if asked.path == "/rest/organizations":
        return Reply({"elements": [{"id": 55, "vanityName": "nordby"}]})
    start = int(asked.query["start"])
    if asked.path == "/rest/posts":
        return _linkedin_page(asked, [_share(one) for one in world.posts], start, 25)
    urn = asked.path.rpartition("/")[0].removesuffix("%29")
    number = urn.rpartition("%2C")[2].rpartition("%3A")[2]
    above = world.by_number[number]
    found = world.answers_to(above) if not above.parent else _below(world, above)
    return _linkedin_page(asked, [_linkedin_comment(world, one, above) for one in found], start, 10)


def _linkedin_page(asked: Asked, found: list[dict[str, Any]], start: int, size: int) -> Reply:
    page, following = sliced(found, start, size)
    links = [{"rel": "next", "href": asked.path}] if following is not None else []
    return Reply({"elements": page, "paging": {"start": start, "count": size, "total": len(found), "links": links}})


def linkedin_link(world: World, one: Words) -> str:
    post = world.by_key[one.post] if one.parent else one
    base = f"https://www.linkedin.com/feed/update/urn:li:share:{post.number}"
    urn = f"urn%3Ali%3Acomment%3A%28urn%3Ali%3Ashare%3A{post.number}%2C{one.number}%29"
    return f"{base}?commentUrn={urn}" if one.parent else base


def linkedin_author(one: Words) -> str:
    return one.author if one.author == material.OFFICE else f"urn:li:person:m{_member(one.author)}"


def _share(one: Words) -> dict[str, Any]:
    return {
        "id": f"urn:li:share:{one.number}",
        "author": "urn:li:organization:55",
        "commentary": one.text,
        "publishedAt": one.unix * 1000,
        "lifecycleState": "PUBLISHED",
        "content": {"article": {"source": "https://nordby.example/", "title": "Läs mer"}},
    }


def _linkedin_comment(world: World, one: Words, above: Words) -> dict[str, Any]:
    post = f"urn:li:share:{world.by_key[one.post].number}"
    told: dict[str, Any] = {
        "id": str(one.number),
        "commentUrn": f"urn:li:comment:({post},{one.number})",
        "actor": "urn:li:organization:55" if one.author == material.OFFICE else linkedin_author(one),
        "message": {"text": one.text},
        "created": {"time": one.unix * 1000},
        "object": post,
    }
    if one.parent != one.post:
        told["parentComment"] = f"urn:li:comment:({post},{world.by_key[one.parent].number})"
    elif below := _below(world, one):
        told["commentsSummary"] = {"aggregatedTotalComments": len(below)}
    return told
