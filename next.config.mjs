/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["undici"],
  async headers() {
    const headers = [
      { key: "X-Content-Type-Options", value: "nosniff" },
      { key: "X-Frame-Options", value: "DENY" },
      { key: "Referrer-Policy", value: "same-origin" },
      { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
    ];
    return [{ source: "/:path*", headers }];
  },
  async rewrites() {
    return {
      // The operational guide's three curl lines name the API without its prefix.
      beforeFiles: [
        { source: "/circuit-breaker/:path*", destination: "/api/circuit-breaker/:path*" },
        { source: "/livez", destination: "/api/livez" },
        { source: "/readyz", destination: "/api/readyz" },
        { source: "/metrics", destination: "/api/metrics" },
      ],
      afterFiles: [],
      fallback: [],
    };
  },
};
