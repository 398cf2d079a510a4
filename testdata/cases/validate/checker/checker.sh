while read -r line; do
  case $line in
    *good*) echo '{"ok": true}' ;;
    *) echo '{"ok": false, "message": "it is not good"}' ;;
  esac
done
