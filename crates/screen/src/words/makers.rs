//! Makers of services whose keys have no mark of their own: their name in front of a random value
//! says key ("MAILCHIMP_API='…'", "postmark: …"). Names are public; who reads them is
//! `find/secret/makers.rs`. No separators.

use super::*;

pub(super) const WORDS: &[(&str, u64)] = &[
    (
        "ably, abuseipdb, adafruit, adobe, agora, airbrake, airship, airtable, algolia, alibaba, aliyun, alphavantage, amplitude, apify, appcenter, appdynamics, appfollow, artifactory, asana, assemblyai, atlassian, auth0, authress, autopilot, aws, azure, bamboo, beamer, binance, bitbucket, bitfinex, bitly, bittrex, blynk, box, braintree, brandwatch, browserstack, bugsnag, buildkite, cdnify, censys, chargify, checkout, circleci, cisco, clarifai, clickatell, clickup, cloudant, cloudflare, cloudinary, cloudsmith, codacy, codeclimate, codecov, cohere, coinbase, confluence, confluent, consul, contentful, coveralls, crates, databricks, datadog, deepgram, deepseek, delighted, digitalocean, discord, dockerhub, doppler, drone, droneci, dropbox, duffel, dynatrace, easypost, elastic, etsy, eventbrite, facebook, fastly, figma, finicity, finnhub, firebase, fitbit, flickr, flutterwave, frameio, freshbooks, freshdesk, geocodio, giphy, gitea, github, gitlab, gitter, gocardless, grafana, groq, harness, helpscout, heroku, honeycomb, hubspot, hunter, ibm, infura, instagram, intercom, intra42, ipinfo, ipstack, iterable, jenkins, jfrog, jira, klaviyo, kraken, kubernetes, kucoin, launchdarkly, lichess, linear, linkedin, linode, lob, logdna, loggly, logzio, looker, mailchimp, mailgun, mailjet, mandrill, mapbox, mapquest, mattermost, maxmind, meraki, messagebird, mistral, mixpanel, mongodb, netlify, newrelic, nexmo, ngrok, npm, nytimes, okta, onesignal, openai, opsgenie, optimizely, pagerduty, papertrail, paypal, perplexity, pinata, pinecone, pipedrive, plaid, planetscale, plivo, postman, postmark, privateai, pubnub, pulumi, pusher, rapidapi, razorpay, readme, recaptcha, reddit, rollbar, rubygems, salesforce, saucelabs, scaleway, segment, sendbird, sendgrid, sendinblue, sentry, shodan, shopify, sidekiq, slack, snyk, sonar, sonarqube, sourcegraph, sparkpost, splunk, spotify, square, squarespace, statuspage, strava, stripe, sumo, sumologic, supabase, surge, tableau, telegram, terraform, tomtom, travis, travisci, trello, twilio, twitch, twitter, typeform, uploadcare, vault, vercel, virustotal, vonage, vultr, wakatime, weatherapi, webflow, wrike, yandex, yelp, youtube, zapier, zendesk, zenserp, zoho",
        MAKER,
    ),
    // Ends of names that hold an address, a setting or a count, but no key.
    (
        "url, uri, host, domain, region, bucket, version, user, username, email, name, enabled, org, project, path, file, port, branch, commit, sha, tag, image, zone, date, env, digest, hash, sha256, rev, revision",
        NO_KEY,
    ),
];
